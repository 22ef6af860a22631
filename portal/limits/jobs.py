"""What the worker does with the counts."""

from portal.limits import counting


def clear_ended():
    """Delete counts whose time is over; return how many."""
    return counting.clear_ended()
