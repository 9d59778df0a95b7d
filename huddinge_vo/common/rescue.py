"""Django's own administration: for a system administrator's rescue, and needed by no role."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class RescueSite(AdminSite):
    """Open to system administrators alone. What a role does has a page of its own, with the rules of the trade."""

    site_header = site_title = "Räddning"
    index_title = "Bara för systemadministratörer"

    def has_permission(self, request: HttpRequest) -> bool:
        """Being staff is not enough, and no role makes anybody staff."""
        return bool(request.user.is_active and request.user.is_superuser)

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """By the one page where people sign in, which counts tries and asks for a second factor."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or request.path)
