"""The asking: question sets, and the telling of a story."""
