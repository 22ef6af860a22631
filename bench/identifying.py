"""Whether the time of the checks grows with the text (``make bench-identifying``).

Twice the letters may take about twice as long; four times is a pattern gone wrong.
"""

import sys
import time

from casestudies.stories import identifying
from tests.casestudies.stories.identifying_cases import HOSTILE

LETTERS = [50_000, 100_000, 200_000]


def main():
    rows = sorted((measured(words), words) for words in HOSTILE)
    for (growth, seconds), words in reversed(rows):
        sys.stdout.write(f"{growth:6.1f} x {seconds:7.3f} s  {words!a}\n")
    heads = f"{LETTERS[-1]:,} letters against {LETTERS[-2]:,}; seconds of the first"
    sys.stdout.write(f"{heads}\n")


def measured(words):
    """How many times longer the longest text takes than the one half as long."""
    times = [best((words * letters)[:letters]) for letters in LETTERS]
    return times[-1] / times[-2], times[-1]


def best(text):
    return min(seconds(text) for _again in range(3))


def seconds(text):
    start = time.process_time()
    identifying.find(text)
    return time.process_time() - start


if __name__ == "__main__":
    main()
