"""Qualifications for people who manage volunteers, and how they came about."""
