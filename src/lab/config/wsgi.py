"""The WSGI callable for gunicorn and for a2wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lab.config.settings")
application = get_wsgi_application()
