from django.apps import AppConfig


class RunningConfig(AppConfig):
    """Keeping the site up: health, maintenance, backups. No tables."""

    name = "portal.running"
