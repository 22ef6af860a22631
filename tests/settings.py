"""Settings of the test run: the real ones, with cheap passwords and no TLS."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "a-key-for-tests-alone-" * 3)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")

from portal.settings import *  # noqa: F403

# Holds a `flush` that puts the reference data back after transactional tests.
INSTALLED_APPS = ["tests", *INSTALLED_APPS]  # noqa: F405

# Whatever a running site writes beside its database.
_folder = tempfile.TemporaryDirectory(prefix="light-tests-")
VAR_DIR = Path(_folder.name)

SITE_URL = "http://testserver"
PROXIES = 0
SECURE_PROXY_SSL_HEADER = None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests change rows below what the site does; those of kept pages keep them.
KEPT_PAGES_MB = 0
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
