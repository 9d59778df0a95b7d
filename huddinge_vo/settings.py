"""All settings. What differs between installations comes from the environment; .env.example lists it.

Without VO_ENV=production this is a workplace: the embedded servers, static files from where they lie, a secret key
made at first start. In production everything has to be said, and what is missing stops the start.
"""

from pathlib import Path

import pghistory
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from whitenoise.compress import Compressor

from huddinge_vo.common import env

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = env.choice("VO_ENV", "development", {"development", "production"}) == "production"
DEBUG = env.boolean("DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise env.BadSetting("DEBUG får inte vara på i produktion. Ta bort DEBUG, eller sätt DEBUG=0.")
if not PRODUCTION:
    from huddinge_vo.dev import embedded  # a workplace's own servers; production never loads them
DATA_DIR = Path(env.text("VO_DATA_DIR", str(BASE_DIR / "var"))).resolve() if PRODUCTION else embedded.data_dir()
SECRET_KEY = env.text("SECRET_KEY") if PRODUCTION else env.text("SECRET_KEY", "") or embedded.development_secret()
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
if PRODUCTION and not ALLOWED_HOSTS:
    raise env.BadSetting("ALLOWED_HOSTS saknas. Ange de värdnamn som systemet nås på, åtskilda med komma.")
CSRF_TRUSTED_ORIGINS = env.listed("CSRF_TRUSTED_ORIGINS")

VO_BUYER_ORG_NUMBER = env.text("VO_BUYER_ORG_NUMBER", "2120000068")
VO_BUYER_NAME = env.text("VO_BUYER_NAME", "Huddinge kommun")
# Where index values are fetched. A server that may not reach it reads them from files instead.
VO_INDEX_API = env.text("VO_INDEX_API", "https://api.scb.se")
VO_LARGEST_DOCUMENT = env.integer("VO_LARGEST_DOCUMENT_MB", 25, at_least=1) * 1024 * 1024
VO_LARGEST_UPLOAD = env.integer("VO_LARGEST_UPLOAD_MB", 500, at_least=1) * 1024 * 1024

INSTALLED_APPS = [
    "huddinge_vo.common.apps.RescueConfig",  # Django's administration, for system administrators alone
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "csp",
    "bootstrap",
    "lucide",
    "huddinge_vo.common",
    "contracts",
    "procurement",
    "activities",
    "followup",
    "huddinge_vo",
    *([] if PRODUCTION else ["huddinge_vo.dev"]),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "huddinge_vo.common.pages.headers.PermissionsPolicyMiddleware",
    "huddinge_vo.common.files.statics.StaticFilesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "huddinge_vo.common.files.uploads.BoundedBodiesMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "huddinge_vo.common.secrecy.readings.SecretReadingMiddleware",
]
ROOT_URLCONF = "huddinge_vo.urls"
WSGI_APPLICATION = "huddinge_vo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "huddinge_vo.common.people.buyer.rights",  # after Django's: it replaces `perms`
                "huddinge_vo.common.pages.context.today",
                "huddinge_vo.menu.frame",
            ],
            "builtins": ["huddinge_vo.common.templatetags.components"],  # {% component %}, {% wrap %}, {% slot %}
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")
DJANGO_TABLES2_TEMPLATE = "tables/table.html"


# Without an address: the embedded servers under VO_DATA_DIR, started when first needed (huddinge_vo.dev.embedded).
_database = env.database("DATABASE_URL")
_redis = env.redis("REDIS_URL")
if PRODUCTION and not (_database and _redis):
    raise env.BadSetting("DATABASE_URL och REDIS_URL ska båda vara satta i produktion.")
DATABASES = {
    "default": {
        **(_database or {"ENGINE": "huddinge_vo.dev.postgres", "NAME": "vo"}),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

VO_EMBEDDED_VALKEY = _redis is None
_broker_url, _cache_url = _redis or (embedded.broker_url(), embedded.cache_url())
CACHES = {
    "default": {
        "BACKEND": "huddinge_vo.dev.cache.EmbeddedCache"
        if VO_EMBEDDED_VALKEY
        else "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _cache_url,
        "KEY_PREFIX": "vo",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

AUTH_USER_MODEL = "common.User"
AUTHENTICATION_BACKENDS = ["huddinge_vo.common.people.auth.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
# Only production collects the static files; otherwise they are served from where they lie.
STATIC_ROOT = Path(env.text("VO_STATIC_ROOT", str(BASE_DIR / "build" / "static"))) if PRODUCTION else None
# build/assets is made at set-up: what is cut to size from packages.
STATICFILES_DIRS = [path for path in (BASE_DIR / "static", BASE_DIR / "build" / "assets") if path.is_dir()]
MEDIA_ROOT = Path(env.text("VO_FILES_DIR", str(DATA_DIR / "files")))  # never served by address
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
# Source maps are half of what packages bring, and read by nobody but a developer with the tools open: to press them
# takes most of the time that building an image does.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1  # no page asks for two at once
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "huddinge_vo.common.files.uploads.BoundedUploadHandler",
]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^halsa/$"]
    SECURE_HSTS_SECONDS = env.integer("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

CELERY_BROKER_URL = _broker_url
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A killed worker's task comes back after this many seconds. A task that takes longer may be delivered twice, which the
# row lock and the status of what it works on make harmless.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.integer("VO_TASK_RETURNS_AFTER", 120, at_least=1),
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,  # the default looks only every tenth time
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "judge-changes": {"task": "followup.judging.tasks.judge_changes", "schedule": 15.0, "options": {"expires": 15}},
    "load-waiting": {"task": "followup.ledger.tasks.load_waiting", "schedule": 60.0, "options": {"expires": 60}},
    "refresh-duties": {"task": "followup.duties.tasks.refresh_duties", "schedule": crontab(hour=5, minute=45)},
    "propose-classes": {
        "task": "followup.reviews.tasks.propose_follow_up_classes",
        "schedule": crontab(hour=3, minute=0),
    },
    "compute-outcomes": {"task": "followup.measures.tasks.compute_outcomes", "schedule": crontab(hour=3, minute=15)},
    "propose-adjustments": {
        "task": "contracts.prices.tasks.propose_adjustments",
        "schedule": crontab(hour=4, minute=0),
    },
    "find-differences": {"task": "contracts.prices.tasks.find_differences", "schedule": crontab(hour=4, minute=20)},
    # SCB publishes at eight in the morning.
    "fetch-indices": {"task": "contracts.index.tasks.fetch_indices", "schedule": crontab(hour=9, minute=40)},
    # After everything is judged anew: then it is known who was paid.
    "propose-suppliers": {"task": "followup.judging.tasks.propose_suppliers", "schedule": crontab(hour=3, minute=40)},
    "recompute-everything": {
        "task": "followup.judging.tasks.recompute_everything",
        "schedule": crontab(hour=2, minute=30),
    },
}

PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()

EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
# Without a server of its own a demo or a developer's machine writes its mails to files, and sends nobody anything.
if not PRODUCTION and not env.text("EMAIL_HOST", ""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_PORT = env.integer("EMAIL_PORT", 25)
EMAIL_TIMEOUT = 30  # seconds: a mail server that hangs shall not keep the worker
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "vo@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
