"""Starting a real site: what it refuses to do without, and what is on by default."""

import json
import os
import runpy
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "a-key-of-a-real-site-" * 3
HOSTS = "stories.example.org,www.example.org"
PRINT = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""


def start(*command, **environment):
    names = {"SECRET_KEY", "ALLOWED_HOSTS", "DEMO", "DATABASE_URL", "SITE_URL", "PORT"}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def values(*names, **environment):
    started = start("-c", PRINT, *names, **environment)
    return json.loads(started.stdout)


@pytest.mark.parametrize(
    ("environment", "missing", "advice"),
    [
        ({"ALLOWED_HOSTS": HOSTS}, "SECRET_KEY", "token_urlsafe"),
        ({"SECRET_KEY": KEY}, "ALLOWED_HOSTS", "ALLOWED_HOSTS=stories.example.org"),
    ],
)
def test_a_site_without_its_secrets_stops_with_advice(environment, missing, advice):
    started = start("manage.py", "check", **environment)

    assert started.returncode == 1
    assert f"{missing} is not set." in started.stderr
    assert advice in started.stderr
    assert "Traceback" not in started.stderr


def test_a_real_site_is_safe_by_default():
    found = values(
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SECOND_FACTOR_REQUIRED",
        "SITE_URL",
        "MAIL_DELIVERY_BACKEND",
        SECRET_KEY=KEY,
        ALLOWED_HOSTS=HOSTS,
    )

    assert found == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECOND_FACTOR_REQUIRED": True,
        "SITE_URL": "https://stories.example.org",
        "MAIL_DELIVERY_BACKEND": "portal.post.backends.SmtpBackend",
    }


def test_the_demo_needs_no_variables_and_answers_on_this_machine_only():
    found = values("ALLOWED_HOSTS", "SITE_URL", DEMO="1", PORT="8123")

    assert found == {
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "SITE_URL": "http://127.0.0.1:8123",
    }


def test_a_database_url_selects_postgresql_and_nothing_else_changes():
    url = "postgres://light:secret@db.example.org:5433/stories"

    found = values("DATABASES", DEMO="1", DATABASE_URL=url)["DATABASES"]["default"]

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["HOST"], found["PORT"], found["NAME"], found["USER"]) == (
        "db.example.org",
        5433,
        "stories",
        "light",
    )
    assert found["CONN_HEALTH_CHECKS"] is True
    assert found["OPTIONS"]["connect_timeout"] == 5


def test_what_a_database_url_says_of_its_connection_counts_more():
    url = "postgres://db.example.org/stories?sslmode=require&connect_timeout=9"

    found = values("DATABASES", DEMO="1", DATABASE_URL=url)["DATABASES"]["default"]

    options = found["OPTIONS"]
    assert (options["sslmode"], int(options["connect_timeout"])) == ("require", 9)
    assert options["tcp_user_timeout"] == 45_000


def test_mail_goes_to_the_server_of_its_variable():
    found = values(
        "EMAIL_HOST",
        "EMAIL_PORT",
        "EMAIL_USE_TLS",
        "EMAIL_BACKEND",
        SECRET_KEY=KEY,
        ALLOWED_HOSTS=HOSTS,
        EMAIL_URL="smtp+tls://light:secret@mail.example.org:587",
    )

    assert found == {
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
        "EMAIL_BACKEND": "portal.post.backends.OutboxBackend",
    }


def test_pages_load_scripts_and_styles_from_the_site_alone():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["script-src"] == ["'self'"]
    assert directives["style-src"] == ["'self'"]
    assert directives["default-src"] == ["'none'"]


def test_the_folder_may_have_any_name(tmp_path, monkeypatch):
    folder = tmp_path / "a c++ #1 %20"
    copy = folder / "portal" / "settings.py"
    copy.parent.mkdir(parents=True)
    shutil.copy(settings.BASE_DIR / "portal" / "settings.py", copy)
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("ALLOWED_HOSTS", HOSTS)
    monkeypatch.delenv("DATABASE_URL", raising=False)

    database = runpy.run_path(str(copy))["DATABASES"]["default"]

    assert database["NAME"] == str(folder / "var" / "light.sqlite3")
