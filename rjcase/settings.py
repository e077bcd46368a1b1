"""The one settings module. Every value is read once, here, from the environment.

Unset URLs mean the embedded servers (`rjcase.embedded`). A misconfiguration is a system check
with a hint, never a surprise at run time.
"""

import hashlib
import sys
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ

from rjcase import embedded

# Lets annotations such as ModelForm[Case] and QuerySet[Case] stand in code that runs.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env", overwrite=False)

TESTING = "pytest" in sys.modules
DATA_DIR = Path(env.str("RJCASE_DATA", default=str(BASE_DIR / ".data"))).resolve()
if TESTING:  # tests have servers of their own, tuned for speed and not for safety
    DATA_DIR /= "test"
DEMO = env.bool("RJCASE_DEMO", default=False)
# Everyone in the demo data signs in with this; it is printed, so it guards nothing.
DEMO_PASSWORD = env.str("RJCASE_DEMO_PASSWORD", default="") or "restorative-demo-2026"
DEBUG = env.bool("RJCASE_DEBUG", default=False)

# --- Process role and servers --------------------------------------------------------------
# Each process connects as its own database role; `RJCASE_PROCESS` names which one this is.
PROCESS = env.str("RJCASE_PROCESS", default="web")
EMBEDDED = "DATABASE_URL" not in env
_urls = embedded.urls(DATA_DIR)
_role_variable = {
    "web": "DATABASE_URL",
    "worker": "RJCASE_WORKER_DATABASE_URL",
    "sched": "RJCASE_SCHED_DATABASE_URL",
    "ops": "RJCASE_OPS_DATABASE_URL",
}[PROCESS]
_database = env.db_url_config(env.str(_role_variable, default=_urls[_role_variable]))
_migrator = env.db_url_config(
    env.str("RJCASE_MIGRATE_DATABASE_URL", default=_urls["RJCASE_MIGRATE_DATABASE_URL"] if EMBEDDED else "")
    or env.str(_role_variable, default=_urls[_role_variable])
)
REDIS_URL = env.str("REDIS_URL", default=_urls["REDIS_URL"])

# The role of backups reads past the walls: only `manage.py verify_history` uses it.
OPS_DATABASE_URL = env.str(
    "RJCASE_OPS_DATABASE_URL", default=_urls["RJCASE_OPS_DATABASE_URL"] if EMBEDDED else ""
)

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **_database,
        "ENGINE": "rjcase.tenancy.pg",
        "ATOMIC_REQUESTS": False,  # middleware holds the transaction (docs/decisions/0003)
        "CONN_MAX_AGE": 0 if PROCESS == "web" else 600,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {
            **_database.get("OPTIONS", {}),
            # Parameters never stand in pg_stat_activity, where other sessions could read them.
            "server_side_binding": True,
            "prepare_threshold": 5,  # a plan is kept from the fifth time on (docs/decisions/0031)
        },
        # Used only by elevated(): migrate, flush and the test database.
        "OWNER": {
            "USER": _migrator["USER"],
            "PASSWORD": _migrator.get("PASSWORD", ""),
            "assume_role": "rjcase_owner",
        },
        "TEST": {"NAME": env.str("RJCASE_TEST_DATABASE", default="test_rjcase")},
    }
}
if PROCESS == "web":
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.int("RJCASE_POOL_SIZE", default=8),
        "timeout": 10,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Secrets ------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY", default="") or embedded.secret(DATA_DIR, "secret_key")
# Keys that were in use before: what was signed or encrypted with them is still read (docs/security.md).
SECRET_KEY_FALLBACKS = env.list("RJCASE_OLD_SECRET_KEYS", default=[])
# Signs the database context; the database holds its two pads (docs/decisions/0002).
CONTEXT_KEY = hashlib.sha256(
    (env.str("RJCASE_CONTEXT_KEY", default="") or embedded.secret(DATA_DIR, "context_key")).encode()
).digest()
# Signs the heads of sealed history; the database does not have it (docs/decisions/0013).
SEAL_KEY = hashlib.sha256(f"seal|{env.str('RJCASE_SEAL_KEY', default='') or SECRET_KEY}".encode()).digest()
# Where those heads are kept outside the database: best a disk the database's owner cannot write.
SEAL_DIR = Path(env.str("RJCASE_SEAL_DIR", default=str(DATA_DIR / "seals")))

# --- Applications -------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "rjcase.kernel",
    "rjcase.tenancy",
    "rjcase.audit",
    "rjcase.access",
    "rjcase.workflow",
    "rjcase.designsystem",
    "rjcase.deadlines",
    "rjcase.documents",
    "rjcase.rights",
    "rjcase.notifications",
    "rjcase.assurance",
    "rjcase.web",
    "practitioners",
    "cases",
    "referrals",
    "assessments",
    "conferences",
    "agreements",
    "reporting",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rjcase.web.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rjcase.web.language.PublicLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rjcase.access.door.middleware.SessionEndMiddleware",
    "rjcase.access.middleware.SchemeMiddleware",
]
ROOT_URLCONF = "rjcase.urls"
WSGI_APPLICATION = "rjcase.wsgi.application"
FORM_RENDERER = "rjcase.designsystem.forms.GovukRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "rjcase.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "rjcase.designsystem.templatetags.design",
            ],
            "string_if_invalid": "",
        },
    }
]

# --- People and sign-in -------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian keeps no row for strangers
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "rjcase.access.door.words.ContextWordsValidator"},
    {
        "NAME": "rjcase.access.door.breached.BreachedPasswordsValidator",
        "OPTIONS": {"path": env.str("RJCASE_BREACHED_PASSWORDS", default="")},
    },
]
PASSWORD_RESET_TIMEOUT = 3600
# django-allauth is the engine of the steps of sign-in and of second factors; its pages are not routed
# and what it counts, writes and sends is done by rjcase.access.door (docs/decisions/0015).
ACCOUNT_ADAPTER = "rjcase.access.door.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGIN_TIMEOUT = 600  # seconds between the password and the second factor
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds that a proof counts as recent
MFA_ADAPTER = "rjcase.access.door.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = env.str("RJCASE_NAME", default="RJCase")
MFA_TOTP_TOLERANCE = 1  # a code of the half minute before or after, for clocks that differ
MFA_RECOVERY_CODE_DIGITS = 10
# Ask in every statement too who may see a row, even where row-level security holds (decision 0022).
ASK_TWICE = env.bool("RJCASE_ASK_TWICE", default=False)
# A second factor for everybody who can see a file. Off on a demo, whose password is printed.
SECOND_FACTOR = env.bool("RJCASE_SECOND_FACTOR", default=not (EMBEDDED or DEMO))
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# --- History ------------------------------------------------------------------------------
PGHISTORY_APPEND_ONLY = False  # our Wall revokes UPDATE and DELETE; pghistory.context is forbidden
PGTRIGGER_INSTALL_ON_MIGRATE = False

# --- Language and time --------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["rjcase.formats"]

# What has just been done, said once on the next page. Never personal data: it passes the session.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Static files -------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files live in walled rows
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Files that people hand in ------------------------------------------------------------
# How much is taken (rjcase.documents.uploads): of one file, in one case, in one scheme.
UPLOADS = {
    "file_bytes": env.int("RJCASE_UPLOAD_MB", default=10) * 1_000_000,
    "case_count": env.int("RJCASE_UPLOAD_CASE_COUNT", default=200),
    "case_bytes": env.int("RJCASE_UPLOAD_CASE_MB", default=250) * 1_000_000,
    "scheme_bytes": env.int("RJCASE_UPLOAD_SCHEME_MB", default=20_000) * 1_000_000,
}
# Where clamd listens: unix:///run/clamav/clamd.ctl or tcp://host:3310. Empty: nothing is checked for viruses.
CLAMD = env.str("RJCASE_CLAMD", default="")
FILE_UPLOAD_HANDLERS = ["rjcase.documents.uploads.handler.BoundedHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- Browser hardening --------------------------------------------------------------------
ALLOWED_HOSTS = env.list("RJCASE_ALLOWED_HOSTS", default=["*"] if EMBEDDED else [])
CSRF_TRUSTED_ORIGINS = env.list("RJCASE_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("RJCASE_HTTPS", default=not EMBEDDED)
SECURE_SSL_REDIRECT = HTTPS and env.bool("RJCASE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
BEHIND_PROXY = env.bool("RJCASE_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A session ends after so long without use, and so long after sign-in. Its cookie lives longer, so that
# a form sent too late is known to be its owner's and can be kept (rjcase.access.door.sessions).
IDLE_MINUTES = env.int("RJCASE_IDLE_MINUTES", default=30)
SESSION_HOURS = env.int("RJCASE_SESSION_HOURS", default=12)
SESSION_COOKIE_AGE = (SESSION_HOURS + 12) * 3600
CSRF_FAILURE_VIEW = "rjcase.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # our own middleware sends X-Frame-Options, shown for every route by a test
    "security.W021",  # whether a domain goes onto the browsers' preload list is its owner's decision
]
# Where "exit this page" leads: somewhere harmless that opens fast.
EXIT_URL = env.str("RJCASE_EXIT_URL", default="https://www.bbc.co.uk/weather")
# The only inline script allowed is the "js-enabled" line of the page template.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "report-uri": ["/csp-report/"],
    }
}

# --- Background work ----------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")  # the name Celery knows a socket by
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1200,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    # Whoever rings for a worker does not wait for a broker that is away: at most one more try.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # worker and beat wait for it as long as it takes
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "rjcase.notifications.sweep",
        "schedule": env.float("RJCASE_SWEEP_SECONDS", default=60.0),
        # A worker that comes back after an hour finds one sweep to do, not sixty.
        "options": {"expires": 55},
    },
    "seal": {
        "task": "rjcase.audit.seal",
        "schedule": env.float("RJCASE_SEAL_SECONDS", default=3600.0),
        "options": {"expires": 3000},
    },
    "account letters": {
        "task": "rjcase.access.letters",
        "schedule": env.float("RJCASE_SWEEP_SECONDS", default=60.0),
        "options": {"expires": 55},
    },
    "forget": {
        "task": "referrals.forget_old_visits",
        "schedule": 300.0,
        "options": {"expires": 290},
    },
    "forget drafts": {
        "task": "referrals.forget_old_drafts",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "forget spreadsheets": {
        "task": "referrals.forget_intake_files",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "forget enquiries": {
        "task": "referrals.forget_old_enquiries",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
}

# --- Mail ---------------------------------------------------------------------------------
# Without a mail server what would be sent is shown on the local outbox page.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
NOTIFY_CHANNEL = "smtp" if "EMAIL_URL" in env else "outbox"
# Where people reach this installation: links in messages begin with it.
BASE_URL = env.str("RJCASE_BASE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
DEFAULT_FROM_EMAIL = env.str("RJCASE_FROM_EMAIL", default="rjcase@localhost")

# --- Who runs this installation --------------------------------------------------------------
# Said on the privacy notice, the accessibility statement and in security.txt; each has a plain default.
ABOUT = {
    "operator": env.str("RJCASE_OPERATOR", default=""),
    "address": env.str("RJCASE_OPERATOR_ADDRESS", default=""),
    "email": env.str("RJCASE_CONTACT_EMAIL", default=""),
    "phone": env.str("RJCASE_CONTACT_PHONE", default=""),
    "protection_officer": env.str("RJCASE_DPO_EMAIL", default=""),
    "security": env.str("RJCASE_SECURITY_CONTACT", default=""),
    "hosting": env.str("RJCASE_HOSTING", default=""),
    "tested_on": env.str("RJCASE_ACCESSIBILITY_TESTED", default=""),
}

# --- API ----------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "rjcase.web.errors.api_errors",
}
SPECTACULAR_SETTINGS = {"TITLE": "RJCase API", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # On servers of its own for a programme to read; on one's own machine for a person.
    "formatters": {
        "lines": {"()": "rjcase.kernel.logs.JsonLines"},
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain" if EMBEDDED else "lines"}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"rjcase.door": {"level": "WARNING" if EMBEDDED else "INFO"}},
}
