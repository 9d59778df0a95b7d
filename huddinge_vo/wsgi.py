"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huddinge_vo.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  imports every page now, so that no visitor waits for it
