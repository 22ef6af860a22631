"""The site falls over, in many ways, and gets up again."""
