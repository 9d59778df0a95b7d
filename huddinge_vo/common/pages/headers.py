"""What every answer forbids the browser, beside what Django's own middleware says."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Nothing here looks, listens, pays or tells where somebody is: no script that got in may ask for it either.
_UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("screen-wake-lock", "serial", "sync-xhr", "usb", "xr-spatial-tracking"),
)
PERMISSIONS_POLICY = ", ".join(f"{each}=()" for each in _UNUSED)


class PermissionsPolicyMiddleware:
    """Says it of each answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
