"""All settings, from the environment; safe when nothing is set."""

from pathlib import Path
from urllib.parse import quote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.accounts.sign_in import *  # noqa: F403
from portal.running.options import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()
env.smart_cast = False  # a default says nothing about the kind of a value

DEBUG = False
DEMO = env.bool("DEMO", default=False)  # one machine, one person, known passwords


def required(name, read, *, demo, advice):
    """Read what a real site cannot do without, or stop it with advice."""
    if value := read(name, default=demo if DEMO else None):
        return value
    raise ImproperlyConfigured(f"{name} is not set. {advice}")


SECRET_KEY = required(
    "SECRET_KEY",
    env.str,
    demo="only-for-the-demo-on-one-machine-" * 2,
    advice="Make one and keep it: "
    "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
)
# Former keys, so that a new one signs nobody out and second factors stay readable.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = required(
    "ALLOWED_HOSTS",
    env.list,
    demo=["127.0.0.1", "localhost", "[::1]"],
    advice="List the names of the site, such as ALLOWED_HOSTS=stories.example.org",
)
PORT = env.str("PORT", default="8000")
SITE_NAME = "Creating Light"
SITE_URL = env.str(
    "SITE_URL",
    default=f"http://127.0.0.1:{PORT}" if DEMO else f"https://{ALLOWED_HOSTS[0]}",
).rstrip("/")

INSTALLED_APPS = [
    "portal", "portal.accounts", "portal.taxonomy", "portal.organisations",
    "portal.record", "portal.editions", "portal.limits", "portal.post",
    "portal.running", "portal.learning", "portal.networks", "portal.pages",
    "inquiry.protocols", "inquiry.telling", "casestudies.search", "casestudies.stories",
    "portal.accounts.apps.AdministrationConfig", "django.contrib.auth",
    "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.humanize",
    "django.contrib.messages", "django.contrib.staticfiles", "django.contrib.sitemaps",
    "django.forms", "allauth", "allauth.account", "allauth.mfa", "allauth.usersessions",
    "crispy_forms", "django_htmx", "django_q", "rules.apps.AutodiscoverRulesConfig",
    "simple_history",
]  # fmt: skip
MIDDLEWARE = [
    "portal.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.running.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.errors.VerbsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.running.pages.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.running.middleware.MaintenanceMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.PrivateAnswersMiddleware",
    "portal.accounts.kept_words.LoginRequired",
    "portal.limits.middleware.LimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "portal.errors.NonsenseMiddleware",
    "portal.errors.FormsOnlyMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["portal.components"],
            "libraries": {
                "gallery": "casestudies.gallery.tags",
                "insights": "casestudies.insights.tags",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "nhsuk"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# SQLite with no settings at all; PostgreSQL by DATABASE_URL.
_sqlite = f"sqlite:///{quote(str(VAR_DIR / 'light.sqlite3'))}"
DATABASES = {"default": env.db_url("DATABASE_URL", default=_sqlite)}
_options = DATABASE_OPTIONS.get(DATABASES["default"]["ENGINE"], {})  # noqa: F405
DATABASES["default"]["OPTIONS"] = _options | DATABASES["default"].get("OPTIONS", {})
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that a code of a second factor is used once in all processes;
# never so full that Django would throw away entries that still count.
_cache = "django.core.cache.backends.db.DatabaseCache"
_options = {"MAX_ENTRIES": 1_000_000}
CACHES = {"default": {"BACKEND": _cache, "LOCATION": "cache", "OPTIONS": _options}}

# People and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
MFA_TOTP_ISSUER = SITE_NAME
SECOND_FACTOR_REQUIRED = not DEMO

# E-mail goes into the outbox; the worker hands it to the delivery backend.
EMAIL_BACKEND = "portal.post.backends.OutboxBackend"
_email = env.email_url("EMAIL_URL", default="smtp://localhost:25")
MAIL_DELIVERY_BACKEND = _email.pop("EMAIL_BACKEND")
if MAIL_DELIVERY_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    MAIL_DELIVERY_BACKEND = "portal.post.backends.SmtpBackend"
if DEMO:
    MAIL_DELIVERY_BACKEND = "portal.post.backends.MailboxBackend"
globals().update(_email)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "FROM_EMAIL", default=f"{SITE_NAME} <light@localhost>"
)
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="light@localhost")
Q_CLUSTER = {
    "name": "creating-light", "label": "Jobs", "orm": "default", "workers": 1,
    "broker_class": "portal.running.broker.PatientBroker",
    "poll": 1, "timeout": 120, "retry": 180, "max_attempts": 5, "catch_up": False,
}  # fmt: skip

# Language and time
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
_static = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {"staticfiles": {"BACKEND": _static}}

# Safety. The demo answers without TLS on one machine; nothing else may.
PROXIES = env.int("PROXIES", default=0 if DEMO else 1)
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
OURS = "connect-src font-src form-action img-src manifest-src script-src style-src"
NOBODYS = "default-src base-uri frame-ancestors"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {name: [SELF] for name in OURS.split()}
    | {name: [NONE] for name in NOBODYS.split()}
}
