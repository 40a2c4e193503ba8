"""Django's settings. One installation is told apart from another by a few environment variables:

* RXLADDER_DATA: the folder of the database, the key and the static files (default: the user's data folder).
* DATABASE_URL: another database than the SQLite file in that folder, such as a PostgreSQL.
* RXLADDER_DEMO: 1 opens with the made-up person.
* RXLADDER_TODAY: the day that the site takes for today, for trying out what will be.
* RXLADDER_HOSTS: names under which many users reach the site. Without it the site is for the one person in
  front of the machine: it signs them in by itself and answers to loopback addresses only.
* RXLADDER_SITE: the site's address as it stands in mails (default: the first of those names).
* RXLADDER_MAIL, RXLADDER_MAIL_FROM: the mail server as smtps://user:password@host:465 (or smtp:// for
  STARTTLS), and the address that mails come from. Without them the one person of a machine may enter a server
  on a page.
* RXLADDER_SIGN_UP: open lets anyone make an account on a site for many users; else an invitation is needed.
* RXLADDER_PROXIES: how many proxies of one's own stand before a site for many users (default: 1). They tell
  who asks (X-Forwarded-For) and that TLS was used (X-Forwarded-Proto).
* RXLADDER_EVIDENCE_KEYS: the file of the keys that seal certificates (default: evidence-keys in that folder,
  made the first time where many users share the site).
* RXLADDER_BACKUP_BEFORE_UPDATE: no brings the database up to date without a backup before (default: yes).
* RXLADDER_METRICS_TOKEN: who shows it may read the figures at /metrics of a site for many users.
* RXLADDER_KEEPERS: addresses of those who look after the rules on a site for many users, parted by commas.
  They allow the check of sources, answer what people flag, and see whom a correction touches.
* RXLADDER_ALLOWED_HOSTS: hosts of one's own network that may be asked, parted by commas (`rxladder.news`
  reads it). Others there are never asked, whatever a badge or a feed names.
"""

import os
from datetime import date
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from rxladder.facts.installation import DATABASE
from rxladder.web.site.folder import own_folder, secret_key

HERE = Path(__file__).parent
DATA = own_folder()
SECRET_KEY = secret_key(DATA)
DEBUG = False

HOSTS = [name for name in os.environ.get("RXLADDER_HOSTS", "").split(",") if name]
LOCAL = not HOSTS
# Where mails say that the site is.
SITE = os.environ.get("RXLADDER_SITE") or (f"https://{HOSTS[0]}" if HOSTS else "http://127.0.0.1:8000")
KEEPERS = frozenset(
    one.strip().lower() for one in os.environ.get("RXLADDER_KEEPERS", "").split(",") if one.strip()
)
BACKUP_BEFORE_UPDATE = os.environ.get("RXLADDER_BACKUP_BEFORE_UPDATE", "").strip().lower() != "no"
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = HOSTS or LOOPBACK
# `rxladder serve --lan` tells where phones at home reach this machine; in the process that answers them,
# RXLADDER_LAN is 1, and nobody gets in who was not let in.
LAN_AT = os.environ.get("RXLADDER_LAN_AT", "") if LOCAL else ""
LAN_FINGERPRINT = os.environ.get("RXLADDER_LAN_FINGERPRINT", "")
LAN = bool(LAN_AT) and os.environ.get("RXLADDER_LAN") == "1"
if LAN:
    ALLOWED_HOSTS = [LAN_AT.rpartition(":")[0]]
START_WITH_DEMO = os.environ.get("RXLADDER_DEMO") == "1"
# None is the person's own day.
TODAY = date.fromisoformat(os.environ["RXLADDER_TODAY"]) if os.environ.get("RXLADDER_TODAY") else None

INSTALLED_APPS = [
    # Its templates stand before those of allauth.
    "rxladder.web.accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_q",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rxladder.web.site",
    "rxladder.web.plan",
    "rxladder.web.certifications",
    "rxladder.web.education",
    "rxladder.web.relationships",
    "rxladder.web.study",
    "rxladder.web.workplaces",
    "rxladder.web.responsibilities",
    "rxladder.web.trends",
    "rxladder.web.api",
    "rxladder.web.team",
    "rxladder.web.backup",
    "rxladder.web.upkeep",
    "rxladder.web.trash",
]

MIDDLEWARE = [
    "rxladder.web.site.health.health",
    *([] if LOCAL else ["rxladder.web.site.watching.watched"]),
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rxladder.web.site.compressing.CompressedPages",
    "rxladder.web.site.middleware.private_pages",
    "rxladder.web.api.door.door",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rxladder.web.accounts.sessions.seen",
    "rxladder.web.accounts.lan_gate.only_phones_let_in",
    "rxladder.web.site.middleware.whose_record",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rxladder.web.site.rules.one_set_of_rules",
    "django_htmx.middleware.HtmxMiddleware",
    "rxladder.web.site.only_by_button.with_a_page",
    "rxladder.web.accounts.sign_in.only_where_many_sign_in",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "rxladder.web.site.urls"
WSGI_APPLICATION = "rxladder.web.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "rxladder.web.site.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "rxladder.web.site.templatetags.parts",
                "rxladder.web.site.templatetags.words",
            ],
        },
    }
]
FORM_RENDERER = "rxladder.web.site.forms.HouseRenderer"

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / DATABASE,
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was said to be saved outlives a power cut, too; with NORMAL the last seconds would not.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;",
    },
}
DATABASES: dict[str, Any] = {"default": SQLITE}
if os.environ.get("DATABASE_URL"):
    DATABASES["default"] = dj_database_url.config(conn_max_age=600, conn_health_checks=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "plan:home"

# Limits on guessing hold for all processes together, so they are counted in the database.
CACHES = {
    "default": {
        "BACKEND": "rxladder.web.accounts.counted.Counts",
        "LOCATION": "accounts_counted",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Signing in, where many do

SIGN_UP_OPEN = os.environ.get("RXLADDER_SIGN_UP") == "open"
ACCOUNT_ADAPTER = "rxladder.web.accounts.sign_in.SignIn"
ACCOUNT_FORMS = {
    "login": "rxladder.web.accounts.sign_in_forms.SignInForm",
    "signup": "rxladder.web.accounts.sign_in_forms.SignUpForm",
    "add_email": "rxladder.web.accounts.sign_in_forms.NewEmailForm",
    "change_password": "rxladder.web.accounts.sign_in_forms.NewPasswordForm",
    "set_password": "rxladder.web.accounts.sign_in_forms.FirstPasswordForm",
    "reset_password": "rxladder.web.accounts.sign_in_forms.ForgottenForm",
    "reset_password_from_key": "rxladder.web.accounts.sign_in_forms.ResetForm",
    "reauthenticate": "rxladder.web.accounts.sign_in_forms.AgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# In the browser in which the account was made; elsewhere one signs in after it.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("RXLADDER_PROXIES", "0" if LOCAL else "1"))
MFA_ADAPTER = "rxladder.web.accounts.sign_in.SecondStep"
MFA_FORMS = {
    "authenticate": "rxladder.web.accounts.second_step_forms.CodeForm",
    "reauthenticate": "rxladder.web.accounts.second_step_forms.CodeAgainForm",
    "activate_totp": "rxladder.web.accounts.second_step_forms.NewAppForm",
    "add_webauthn": "rxladder.web.accounts.second_step_forms.NewPasskeyForm",
    "edit_webauthn": "rxladder.web.accounts.second_step_forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "RxLadder"
# A phone's clock may be off by half a minute.
MFA_TOTP_TOLERANCE = 1

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Jobs wait in the site's own database; one that was killed is taken up again after `retry` seconds.
Q_CLUSTER = {
    "name": "rxladder",
    "orm": "default",
    "workers": 1,
    "timeout": 240,
    "retry": 300,
    "max_attempts": 3,
    "catch_up": False,
    "poll": 1,
    "guard_cycle": 0.5,
    "save_limit": 50,
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LANGUAGE_COOKIE_NAME = "rxladder-language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [HERE.parent.parent / "locale"]
FORMAT_MODULE_PATH = "rxladder.web.site.formats"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATICFILES_FINDERS = [
    "rxladder.web.site.static_files.SharedScripts",
    "rxladder.web.site.static_files.MadeIcons",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "rxladder-session"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "rxladder-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "rxladder.web.site.errors.form_too_old"
# Many users come through TLS; the one person in front of the machine comes by http on loopback.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = LAN or not LOCAL
SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_PROXY_SSL_HEADER = None if LOCAL else ("HTTP_X_FORWARDED_PROTO", "https")

# For each token of the API, over all processes.
API_CALLS_A_MINUTE = 600

FILE_UPLOAD_HANDLERS = ["rxladder.web.site.uploads.BoundedUpload"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "rxladder.web.site.log_secrets.WithoutSecrets"}},
    "formatters": {"words": {}, "json": {"()": "rxladder.web.site.log_lines.JsonLines"}},
    "handlers": {
        "terminal": {
            "class": "logging.StreamHandler",
            "filters": ["secrets"],
            "formatter": "words" if LOCAL else "json",
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django": {"handlers": ["terminal"], "level": "WARNING"},
        # What was refused or not there has its line already where each request has one.
        "django.request": {"level": "WARNING" if LOCAL else "ERROR"},
        "django-q": {"handlers": ["terminal"], "level": "WARNING"},
        "rxladder": {"handlers": ["terminal"], "level": "WARNING" if LOCAL else "INFO"},
        # Python prints what no handler takes: this one takes it, and drops it.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
