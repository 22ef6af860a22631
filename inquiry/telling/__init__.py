"""Inquiries, answers and their versions, the task list, saving."""
