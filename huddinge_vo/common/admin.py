"""Reference data and rescue only. People, their roles, and who is let in on what is secret."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from huddinge_vo.common.people.models import Membership, Organization, User
from huddinge_vo.common.secrecy.models import AccessGrant


class MembershipInline(admin.TabularInline):
    """A person's roles."""

    model = Membership
    extra = 1


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People who log in. They are made inactive, never deleted."""

    inlines = (MembershipInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> list[str] | tuple[str, ...]:
        """Rights come from roles alone. Only a system administrator makes another, or staff."""
        if request.user.is_superuser:
            return ()
        return ("is_superuser", "is_staff", "groups", "user_permissions", "last_login", "date_joined")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 - Django's hook for any model
        """A system administrator's account is not taken over by a new password."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    """Buyers."""

    list_display = ("name", "org_number", "kind")
    search_fields = ("name", "org_number")


@admin.register(AccessGrant)
class AccessGrantAdmin(admin.ModelAdmin):
    """Who is let in on what is secret."""

    list_display = ("content_type", "object_id", "user", "group", "until")
    list_select_related = ("content_type", "user", "group")
