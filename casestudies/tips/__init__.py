"""Ideas and tips: found on their own, each with an address, to print as cards."""
