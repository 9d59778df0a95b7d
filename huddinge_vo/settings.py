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
from huddinge_vo.common.signin import rules

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = env.choice("VO_ENV", "development", {"development", "production"}) == "production"
DEBUG = env.boolean("DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise env.BadSetting("DEBUG får inte vara på i produktion. Ta bort DEBUG, eller sätt DEBUG=0.")
if not PRODUCTION:
    from huddinge_vo.dev import embedded  # a workplace's own servers; production never loads them
DATA_DIR = Path(env.text("VO_DATA_DIR", str(BASE_DIR / "var"))).resolve() if PRODUCTION else embedded.data_dir()
SECRET_KEY = env.text("SECRET_KEY") if PRODUCTION else env.text("SECRET_KEY", "") or embedded.development_secret()
SECRET_KEY_FALLBACKS = env.listed(
    "SECRET_KEY_FALLBACKS"
)  # earlier ones: what they have signed or enciphered is read still
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
if PRODUCTION and not ALLOWED_HOSTS:
    raise env.BadSetting("ALLOWED_HOSTS saknas. Ange de värdnamn som systemet nås på, åtskilda med komma.")
CSRF_TRUSTED_ORIGINS = env.listed("CSRF_TRUSTED_ORIGINS")

VO_BUYER_ORG_NUMBER = env.text("VO_BUYER_ORG_NUMBER", "2120000068")
VO_BUYER_NAME = env.text("VO_BUYER_NAME", "Huddinge kommun")
# Where index values are fetched. A server that may not reach it reads them from files instead.
VO_ACCESSIBILITY_MAIL = env.text("VO_ACCESSIBILITY_MAIL", "")
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
    "axes",  # who has tried too many passwords is shut out for a while
    "allauth.account",
    "allauth.usersessions",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "huddinge_vo.common",
    "contracts",
    "procurement",
    "activities",
    "followup",
    "huddinge_vo",
    *([] if PRODUCTION else ["huddinge_vo.dev"]),
]
MIDDLEWARE = [
    "huddinge_vo.common.logs.RequestIdMiddleware",
    "huddinge_vo.operations.metrics.CountingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "huddinge_vo.common.pages.headers.PermissionsPolicyMiddleware",
    "huddinge_vo.common.files.statics.StaticFilesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "huddinge_vo.common.files.uploads.BoundedBodiesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "huddinge_vo.common.signin.sessions.SignInGuard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "huddinge_vo.common.secrecy.readings.SecretReadingMiddleware",
    "huddinge_vo.common.pages.same_moment.SameMomentMiddleware",
    "huddinge_vo.demo.files.DemoFilesMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it gives the answer of one who is shut out
]
ROOT_URLCONF = "huddinge_vo.urls"
WSGI_APPLICATION = "huddinge_vo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["huddinge_vo.common.templates.FilesystemLoader", "huddinge_vo.common.templates.AppLoader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "huddinge_vo.common.people.buyer.rights",  # after Django's: it replaces `perms`
                "huddinge_vo.common.pages.context.today",
                "huddinge_vo.common.jobs.views.ended_jobs",
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
# By whose name the web and the worker come into the database: whoever migrates gives it its rights (common/logins).
VO_APP_LOGIN = env.text("VO_APP_LOGIN", "vo_app")
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
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "huddinge_vo.common.people.auth.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of 0.1.0: each is made anew at its owner's next sign-in
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "account_login"

# How many of the last addresses in X-Forwarded-For our own proxies have written there; 0 where there is none.
VO_TRUSTED_PROXIES = env.integer("VO_TRUSTED_PROXIES", 1 if PRODUCTION else 0)
# Failures are counted by account and address together, by account and by address: limits in common/signin/rules.py.
AXES_HANDLER = "huddinge_vo.common.signin.lockout.LimitsForEach"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]
AXES_FAILURE_LIMIT = rules.PER_ACCOUNT_AND_ADDRESS
AXES_COOLOFF_TIME = rules.COOL_OFF
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else somebody else's tries keep a person out for ever
AXES_CLIENT_IP_CALLABLE = "huddinge_vo.common.signin.address.counted_address"
AXES_LOCKOUT_CALLABLE = "huddinge_vo.common.signin.views.locked_out"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "password", "csrfmiddlewaretoken"]  # nobody else's to read
AXES_DISABLE_ACCESS_LOG = True  # the log is ours: SignInEvent
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# allauth for signing in, second factors and the municipality's own sign-in. Nobody makes an account himself.
ACCOUNT_ADAPTER = "huddinge_vo.common.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "huddinge_vo.common.signin.forms.LoginForm",
    "reauthenticate": "huddinge_vo.common.signin.forms.AgainForm",
}
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # who is logged in and goes there wants to be somebody else
ACCOUNT_SESSION_REMEMBER = False  # a session is over when the browser is closed, and sooner: see below
# Passwords are counted by axes, also at the municipality's one address, where many sign in at eight in the morning.
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_RATE_LIMITS = {  # those that are not named here are allauth's own
    "login": None,
    "login_failed": "5/5m/key",  # codes of one account
    "reauthenticate": "10/m/user",
    "note_refused": "30/m/ip",  # what anybody can cause without end is written down so many times a minute
}
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}  # two questions each, of all who come from the municipality

MFA_ADAPTER = "huddinge_vo.common.signin.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # the code before and the one after: telephones' clocks differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
MFA_FORMS = {
    "authenticate": "huddinge_vo.common.signin.forms.CodeForm",
    "reauthenticate": "huddinge_vo.common.signin.forms.CodeAgainForm",
    "activate_totp": "huddinge_vo.common.signin.forms.AppForm",
    "add_webauthn": "huddinge_vo.common.signin.forms.PasskeyForm",
}

# The municipality's own sign-in, where an issuer is said. Groups give roles as the förvaltare has written: GroupRole.
SOCIALACCOUNT_ADAPTER = "huddinge_vo.common.signin.municipal.MunicipalAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another site is what the page's policy forbids
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
_issuer = env.text("VO_OIDC_ISSUER", "").rstrip("/")
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {}
VO_OIDC_NAME = env.text("VO_OIDC_NAME", "kommunens inloggning")
if _issuer:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "kommunen",
                "name": VO_OIDC_NAME,
                "client_id": env.text("VO_OIDC_CLIENT_ID"),
                "secret": env.text("VO_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": _issuer, "scope": env.listed("VO_OIDC_SCOPES", "openid,profile")},
            }
        ],
    }
    if PRODUCTION and not _issuer.startswith("https://"):
        raise env.BadSetting("VO_OIDC_ISSUER ska börja med https:// i produktion.")
VO_OIDC_ACCOUNT_CLAIM = env.text("VO_OIDC_ACCOUNT_CLAIM", "preferred_username")
VO_OIDC_GROUPS_CLAIM = env.text("VO_OIDC_GROUPS_CLAIM", "groups")
# Whether the municipality's sign-in always asks for a second factor of its own, so that ours is not asked for as well.
VO_OIDC_SECOND_FACTOR = env.boolean("VO_OIDC_SECOND_FACTOR", default=False)

# The demo's accounts have a password that everybody knows, and sign in with that alone. Production has no demo.
VO_DEMO = env.boolean("VO_DEMO", default=not PRODUCTION)
if PRODUCTION and VO_DEMO:
    raise env.BadSetting("VO_DEMO får inte vara på i produktion: då räcker lösenordet för alla. Ta bort VO_DEMO.")
VO_SECOND_FACTOR_REQUIRED = not VO_DEMO
# `manage.py serve` says it to the web that it starts: it owns the database, and can make the demo as new.
VO_DEMO_KEPT = not PRODUCTION and env.boolean("VO_DEMO_KEPT", default=False)
# Where people practise: the demo on a machine of its own, which help and the first steps then lead to.
VO_PRACTICE_URL = env.address("VO_PRACTICE_URL")
# Seconds: how long a session lasts when nobody asks anything, and altogether, and how long a proof of who one is lasts.
VO_SESSION_IDLE = env.integer("VO_SESSION_IDLE_MINUTES", 30, at_least=1) * 60
VO_SESSION_LONGEST = env.integer("VO_SESSION_LONGEST_HOURS", 10, at_least=1) * 3600
VO_PROOF_LASTS = env.integer("VO_PROOF_LASTS_MINUTES", 15, at_least=1) * 60
# What weighs heavily: whoever may do it needs a second factor, and proves who he is again before he does.
VO_GRAVE_PERMISSIONS = frozenset(
    {
        # money
        "contracts.approve_priceadjustment",
        "contracts.change_pricedifference",
        "contracts.add_fixedpricedecision",
        "contracts.decide_extensionoption",
        "procurement.change_placement",
        "followup.decide_findingstep",
        # who is let in on what is secret
        "common.add_accessgrant",
        "common.change_accessgrant",
        "common.delete_accessgrant",
        # accounts and roles
        "common.add_user",
        "common.change_user",
        "common.add_membership",
        "common.change_membership",
        "common.delete_membership",
        # what is thrown away, the security log among it
        "common.change_retentionterm",
    }
)

LANGUAGE_CODE = "sv"
FORMAT_MODULE_PATH = "huddinge_vo.common.formats"
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
DATA_UPLOAD_MAX_NUMBER_FILES = 3  # what a supplier may send with its answer; all other pages ask for one
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "huddinge_vo.common.files.uploads.BoundedUploadHandler",
]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = VO_SESSION_LONGEST
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    # The browser takes them over https alone, from this very host and for all of it: no neighbour can set them.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-form"
    SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^halsa/", r"^metrics$"]
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
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

CELERY_BROKER_URL = _broker_url
CELERY_TASK_IGNORE_RESULT = True
# Each matter keeps its own tasks.
CELERY_IMPORTS = sorted(
    ".".join(path.relative_to(BASE_DIR).with_suffix("").parts)
    for folder in ("huddinge_vo", "huddinge_vo/common", "contracts", "procurement", "activities", "followup")
    for path in (BASE_DIR / folder).glob("*/tasks.py")
)
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
# Longer than any job waits to be tried again by itself: a job that nobody has begun or ended for so many seconds, and
# that nobody is at, is lost, and sent anew.
VO_JOB_IS_LOST_AFTER = env.integer("VO_JOB_IS_LOST_AFTER", 300, at_least=1)
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "judge-changes": {"task": "followup.judging.tasks.judge_changes", "schedule": 15.0, "options": {"expires": 15}},
    "load-waiting": {"task": "followup.ledger.tasks.load_waiting", "schedule": 60.0, "options": {"expires": 60}},
    "load-waiting-invoices": {
        "task": "followup.invoices.tasks.load_waiting_invoices",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # The ledger may have come after the invoices, or been corrected.
    "settle-invoices": {
        "task": "followup.invoices.tasks.settle_everything",
        "schedule": crontab(minute=25),
        "options": {"expires": 1800},
    },
    "control-prices": {
        "task": "followup.price_control.tasks.control_prices",
        "schedule": crontab(minute="0,30"),
        "options": {"expires": 1800},
    },
    "watch-media": {"task": "followup.watch.tasks.watch_media", "schedule": crontab(hour=5, minute=5)},
    "take-up-broken-off": {
        "task": "huddinge_vo.common.jobs.tasks.take_up_broken_off",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # In the morning for the day's mails, and as people work: what one is asked shows within the hour.
    "refresh-duties": {
        "task": "followup.duties.tasks.refresh_duties",
        "schedule": crontab(hour="5-18", minute=45),
        "options": {"expires": 3600},
    },
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
    # After classes, checks and the ledger are as they are to be.
    "compute-flags": {"task": "followup.flags.tasks.compute_flags", "schedule": crontab(hour=4, minute=10)},
    # After the ledger is judged anew, and before duties are made of what it finds.
    "foresee-needs": {"task": "procurement.needs.tasks.foresee_needs", "schedule": crontab(hour=4, minute=30)},
    "look-at-certificates": {
        "task": "huddinge_vo.operations.tasks.look_at_certificates",
        "schedule": crontab(hour=5, minute=20),
    },
    # Before everything is computed anew: what is copied is what people have done.
    "back-up": {"task": "huddinge_vo.common.backup.tasks.back_up", "schedule": crontab(hour=1, minute=30)},
    # After the copy of the night: what goes is in it.
    "run-retention": {"task": "huddinge_vo.retention.tasks.run_retention", "schedule": crontab(hour=4, minute=50)},
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
else:
    EMAIL_BACKEND = "huddinge_vo.demo.mail.NobodyOutside"
EMAIL_PORT = env.integer("EMAIL_PORT", 25)
EMAIL_TIMEOUT = 30  # seconds: a mail server that hangs shall not keep the worker
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "vo@localhost")

# Where the copy of every night lies, best on another machine's disk; without it none is made, and a page says so.
VO_BACKUP_DIR = env.text("VO_BACKUP_DIR", "")
VO_BACKUP_RECIPIENTS = env.listed("VO_BACKUP_RECIPIENT")
if PRODUCTION and VO_BACKUP_DIR and not VO_BACKUP_RECIPIENTS:
    raise env.BadSetting("VO_BACKUP_RECIPIENT saknas: kopiorna i VO_BACKUP_DIR ska låsas med en öppen nyckel.")

_LOGS = "huddinge_vo.common.logs"
_LOG_FORMS = ("json" if PRODUCTION else "text", {"json", "text"})
# What a monitor shows to be let in to /metrics; without it there is no such page.
VO_METRICS_TOKEN = env.text("VO_METRICS_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": f"{_LOGS}.LineFormatter"}, "json": {"()": f"{_LOGS}.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": env.choice("VO_LOG", *_LOG_FORMS)}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{name: {"level": "INFO" if PRODUCTION else "WARNING"} for name in ("huddinge_vo.requests", "celery")},
        # axes writes out each name tried, which may be a password in the wrong field. Our own log has the rest.
        "axes": {"level": "ERROR"},
    },
}
