#!/usr/bin/env python
"""Django's command line for Creating Light."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        _ = settings.SECRET_KEY
    except ImproperlyConfigured as advice:
        sys.exit(f"The site cannot start. {advice}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
