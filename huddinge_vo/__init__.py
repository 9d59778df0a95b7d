"""The project package: the roof over the four apps. The Celery app is loaded with it, so that tasks find it."""

from huddinge_vo.celery import app as celery_app

__all__ = ["celery_app"]
