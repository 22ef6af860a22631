"""The real settings; what a running site writes goes into a folder of its own.

Nobody types a password under load, so making people need not be as dear as it is.
"""

import os
from pathlib import Path

from portal.settings import *  # noqa: F403

VAR_DIR = Path(os.environ["LOAD_FOLDER"])
STATIC_ROOT = VAR_DIR / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
