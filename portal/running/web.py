"""How gunicorn logs: as the rest of the site does (``--config python:...``)."""

from portal.running.options import LOGGING

_loggers = {
    "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
    "gunicorn.access": {"level": "CRITICAL"},  # it would hold paths and addresses
}
logconfig_dict = LOGGING | {
    "loggers": LOGGING["loggers"] | _loggers,
}
