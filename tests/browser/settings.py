"""The site's own settings, but for static files: named by their content, not compressed each run."""

from junheng_web.site.settings import *  # noqa: F403
from junheng_web.site.settings import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
