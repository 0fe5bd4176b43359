"""The site's settings for tests: a folder of its own, quick password hashes, plain static files."""

import os
import tempfile

os.environ["JUNHENG_WEB_DATA"] = tempfile.mkdtemp(prefix="junheng-tests-")
os.environ.setdefault("JUNHENG_WEB_SECRET_KEY", "only-for-tests")

from junheng_web.site.settings import *  # noqa: F403
from junheng_web.site.settings import STATIC_ROOT, STORAGES

os.makedirs(STATIC_ROOT, exist_ok=True)  # noqa: PTH103
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
