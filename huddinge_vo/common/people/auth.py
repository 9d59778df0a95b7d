"""Permissions come from the roles a person has; nothing is given person by person."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission


class RoleBackend(ModelBackend):
    """A person may do what the roles of their memberships may do, whoever the buyer; rows are narrowed by buyer."""

    def _get_group_permissions(self, user_obj: Any) -> object:  # noqa: ANN401 - Django's hook for any user model
        return Permission.objects.filter(group__memberships__user=user_obj).distinct()
