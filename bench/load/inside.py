"""Run a part that needs the models: ``python -m bench.load.inside filling ...``."""

import sys
from importlib import import_module

import django


def main(name, *arguments):
    django.setup()
    # Only now are there models.
    return import_module(f"bench.load.{name}").main(*arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
