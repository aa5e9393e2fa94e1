"""Every setting of the house in one typed place; what varies comes from LAB_* variables.

Each variable is described in docs/betrieb.md, and a test compares the two.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from lab.config.environment import Environment, Misconfigured, database
from lab.config.identity import services
from lab.config.keys import key

env = Environment()
PACKAGE = Path(__file__).resolve().parent.parent

# --- the installation
LAB_ENV = env.choice("LAB_ENV", ["demo", "production"], "demo")
DEMO = LAB_ENV == "demo"
LAB_DATA = env.path("LAB_DATA", Path.cwd() / "var")
LAB_BIND = env.text("LAB_BIND", "127.0.0.1")
LAB_PORT = env.number("LAB_PORT", 8000, least=1)
LAB_URL = env.web_address("LAB_URL", f"http://localhost:{LAB_PORT}")
LAB_DEMO_LAN = env.switch("LAB_DEMO_LAN")
LAB_BRAND = env.text("LAB_BRAND", "Verwaltungsrebellen-Labor")
LAB_CONTACT = env.text("LAB_CONTACT")
LAB_OIDC_FILE = env.text("LAB_OIDC_FILE")
LAB_SEMANTIC = env.switch("LAB_SEMANTIC")
LAB_PUBLICATION_DELAY = env.span("LAB_PUBLICATION_DELAY", (0, 0) if DEMO else (3, 14))
LAB_SESSION_IDLE = env.number("LAB_SESSION_IDLE_MINUTES", 60, least=5, most=1440) * 60
LAB_SESSION_ABSOLUTE = env.number("LAB_SESSION_HOURS", 12, least=1, most=720) * 3600
LAB_TEST_DATABASE_URL = env.text("LAB_TEST_DATABASE_URL")

SECURE = LAB_URL.startswith("https://")
if LAB_ENV == "production" and not SECURE:
    raise Misconfigured("Im Betrieb muss LAB_URL mit https:// beginnen.")

SECRET_KEY = key(LAB_DATA, "session")
PSEUDONYM_KEY = key(LAB_DATA, "pseudonym")
DEBUG = False
ALLOWED_HOSTS = [LAB_URL.split("://")[1].rsplit(":", 1)[0], *env.text("LAB_HOSTS").split()]
if DEMO:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1"]
if LAB_DEMO_LAN and DEMO:
    ALLOWED_HOSTS = ["*"]
LAB_BEHIND_PROXY = env.switch("LAB_BEHIND_PROXY")
if LAB_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- rooms, top floor first
INSTALLED_APPS = [
    "lab.config",
    "lab.knowledge",
    "lab.search",
    "lab.discussions",
    "lab.activity",
    "lab.directory",
    "lab.accounts",
    "lab.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lab.core.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "lab.accounts.sessions.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lab.accounts.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lab.directory.middleware.LabMiddleware",
]
ROOT_URLCONF = "lab.config.urls"
WSGI_APPLICATION = "lab.config.wsgi.application"
ASGI_APPLICATION = "lab.config.asgi.application"
FORM_RENDERER = "lab.core.renderer.LabRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lab.core.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "lab.core.templatetags.lab",
            ],
        },
    }
]

# --- data
DATABASES = {"default": database(env.text("LAB_DATABASE_URL"), LAB_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "lab.core.throttle.daily_key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MEDIA_ROOT = LAB_DATA / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- language and time
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
FORMAT_MODULE_PATH = "lab.config.formats"

# --- static files
STATIC_URL = "/static/"
STATIC_ROOT = LAB_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31536000

# --- sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 4 * 3600
LOGIN_URL = "/anmelden/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "lab.accounts.sessions"
SESSION_COOKIE_AGE = LAB_SESSION_ABSOLUTE
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [LAB_URL]
CSRF_FAILURE_VIEW = "lab.config.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if LAB_BEHIND_PROXY else 0
ACCOUNT_ADAPTER = "lab.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "lab.accounts.forms.account.SignInForm",
    "signup": "lab.accounts.forms.account.SignUpForm",
    "add_email": "lab.accounts.forms.account.NewAddressForm",
    "change_password": "lab.accounts.forms.account.ChangePasswordForm",
    "set_password": "lab.accounts.forms.account.FirstPasswordForm",
    "reset_password": "lab.accounts.forms.account.ForgottenForm",
    "reset_password_from_key": "lab.accounts.forms.account.NewPasswordForm",
    "reauthenticate": "lab.accounts.forms.account.PasswordAgainForm",
}
MFA_ADAPTER = "lab.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_FORMS = {
    "authenticate": "lab.accounts.forms.factor.CodeForm",
    "reauthenticate": "lab.accounts.forms.factor.CodeAgainForm",
    "activate_totp": "lab.accounts.forms.factor.FirstCodeForm",
    "add_webauthn": "lab.accounts.forms.factor.NewPasskeyForm",
    "authenticate_webauthn": "lab.accounts.forms.factor.PasskeyForm",
    "reauthenticate_webauthn": "lab.accounts.forms.factor.PasskeyAgainForm",
    "login_webauthn": "lab.accounts.forms.factor.PasskeySignInForm",
}
SOCIALACCOUNT_ADAPTER = "lab.accounts.adapters.ServiceAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
SOCIALACCOUNT_EMAIL_REQUIRED = True
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_FORMS = {"signup": "lab.accounts.forms.account.ServiceSignUpForm"}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": services(LAB_OIDC_FILE)}}

# --- what the browser may do (docs/adr/0015)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = env.switch("LAB_SSL_REDIRECT") and SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- mail
DEFAULT_FROM_EMAIL = env.text("LAB_MAIL_FROM", "labor@localhost")
EMAIL_SUBJECT_PREFIX = ""
EMAIL_HOST = env.text("LAB_SMTP_HOST")
EMAIL_PORT = env.number("LAB_SMTP_PORT", 587, least=1)
EMAIL_HOST_USER = env.text("LAB_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("LAB_SMTP_PASSWORD")
EMAIL_USE_TLS = (
    env.choice("LAB_SMTP_SECURITY", ["starttls", "tls", "none"], "starttls") == "starttls"
)
EMAIL_USE_SSL = env.text("LAB_SMTP_SECURITY", "starttls") == "tls"
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = LAB_DATA / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)

# --- log: one line per event, no address and no body of a request
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("LAB_LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "WARNING"),
    },
    # These two would write down what people typed, as soon as somebody asks for DEBUG.
    "loggers": {"django.template": {"level": "INFO"}, "django.db.backends": {"level": "INFO"}},
}

env.refuse_unknown()
