"""Django's own administration: for a system administrator's rescue, and needed by no role."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class RescueSite(AdminSite):
    """Open to system administrators alone. What a role does has a page of its own, with the rules of the trade."""

    site_header = site_title = "Räddning"
    index_title = "Bara för systemadministratörer"

    def has_permission(self, request: HttpRequest) -> bool:
        """Being staff is not enough, and no role makes anybody staff."""
        return bool(request.user.is_active and request.user.is_superuser)
