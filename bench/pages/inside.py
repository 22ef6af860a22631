"""Run what needs the models: ``python -m bench.pages.inside fill 1000``."""

import sys
from importlib import import_module

import django


def main(name, *arguments):
    django.setup()
    # Only now are there models.
    return getattr(import_module("bench.pages.filling"), name)(*arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
