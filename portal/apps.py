from django.apps import AppConfig

from portal import checks  # noqa: F401 (registers them)


class PortalConfig(AppConfig):
    """The ground itself: no tables, but checks and commands of the whole project."""

    name = "portal"
