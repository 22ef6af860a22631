"""Settings of a site in processes of its own, which fall over and get up again."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403

VAR_DIR = Path(os.environ["LIGHT_VAR_DIR"])
MAIL_DELIVERY_BACKEND = "portal.post.backends.SmtpBackend"
EMAIL_TIMEOUT = 2
# Short, so that what was cut off is taken up again while somebody waits for it.
Q_CLUSTER = {**Q_CLUSTER, "poll": 0.1, "timeout": 8, "retry": 9}  # noqa: F405
