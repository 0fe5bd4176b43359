"""The site's own settings with one more page, that holds nothing but the frame; no line for each request."""

from junheng_web.site.settings import *  # noqa: F403
from junheng_web.site.settings import LOGGING, STORAGES

ROOT_URLCONF = "benchmarks.site.urls"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
LOGGING = {**LOGGING, "root": {**LOGGING.get("root", {}), "level": "ERROR"}}
