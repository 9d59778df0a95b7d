"""What gunicorn serves."""

import atexit
import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huddinge_vo.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  imports every page now, so that no visitor waits for it

# What has been read in lives as long as the process: looked through for garbage again and again it costs a page that
# makes many objects, as a search among thousands of units does, more than the page itself.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
atexit.register(gc.unfreeze)  # libraries that count what they leave behind find it gone
