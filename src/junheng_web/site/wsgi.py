"""The entry of the web server: ``gunicorn junheng_web.site.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "junheng_web.site.settings")
application = get_wsgi_application()
