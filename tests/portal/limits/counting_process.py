"""One more process of the site, that counts: ``python -m ... <tally> <times>``."""

import sys

import django
from django.utils.module_loading import import_string


def main(tally, times):
    django.setup()
    once_more = import_string("portal.limits.counting.once_more")
    for _time in range(int(times)):
        count, _wait = once_more(tally, seconds=3600)
    sys.stdout.write(str(count))


if __name__ == "__main__":
    main(*sys.argv[1:])
