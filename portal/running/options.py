"""Settings of whoever runs the site: logs, health, backups, the journal, databases."""

from typing import Any

import environ

env = environ.Env()
env.smart_cast = False

# Whoever sends this in the header X-Health-Key reads why the site is not ready.
HEALTH_KEY = env.str("HEALTH_KEY", default="")
# Load balancers and supervisors ask by http from inside.
SECURE_REDIRECT_EXEMPT = [r"^health/"]

WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site loads our files

# None: in var/. With a folder for backups, an old backup makes the site not ready.
BACKUP_PATH = env.str("BACKUP_PATH", default="") or None
BACKUP_KEEP = env.int("BACKUP_KEEP", default=7)
JOURNAL_PATH = env.str("JOURNAL_PATH", default="") or None

# Megabytes of public pages that each process keeps; 0 keeps none.
KEPT_PAGES_MB = env.int("KEPT_PAGES_MB", default=32)

DATABASE_OPTIONS: dict[str, dict[str, Any]] = {
    "django.db.backends.sqlite3": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA secure_delete=ON;",
    },
    # A server that hangs, or a network that lost it, must not hold every thread of
    # the site for the two hours and more that the system would wait.
    "django.db.backends.postgresql": {
        "connect_timeout": 5,  # seconds
        "keepalives_idle": 30,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 45_000,  # milliseconds
    },
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django-q": {"level": "WARNING"},  # it tells of every single job
        # One line a request, but not in the terminal of the demo.
        "portal.requests": {"level": "WARNING" if env.bool("DEMO", False) else "INFO"},
        "django.request": {"level": "ERROR"},  # "answered" tells of the others
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # robots, all day
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
