"""For a system administrator's rescue only: what roles do has pages of its own."""

from __future__ import annotations

from django.apps import apps
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


# What allauth keeps is each person's own: nobody reads it here, or makes a second factor for somebody else.
for _kept in (
    *("account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator", "usersessions.UserSession"),
    *("socialaccount.SocialApp", "socialaccount.SocialAccount", "socialaccount.SocialToken"),
):
    _model = apps.get_model(_kept)
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)
