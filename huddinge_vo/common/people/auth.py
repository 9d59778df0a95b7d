"""Permissions come from the roles a person has at a buyer; nothing is given person by person, or for all buyers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import models

from huddinge_vo.common.people.rights import buyer_id_of, rights_of


class RoleBackend(ModelBackend):
    """Answers what a person may do with an object, by the roles that he has at the object's buyer.

    Asked without an object the answer is no: a right that is nobody's in particular does not exist. What belongs to no
    buyer, as suppliers do, is kept by those who may at any. A system administrator may everything.
    """

    def get_all_permissions(self, user_obj: Any, obj: models.Model | None = None) -> set[str]:  # noqa: ANN401 - Django's hook for any user model
        """All that a person may do with an object, as app.codename."""
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        if user_obj.is_superuser:
            return super().get_all_permissions(user_obj)
        if obj is None:
            return set()
        held = rights_of(user_obj)
        buyer = buyer_id_of(obj)
        return set().union(*held.values()) if buyer is None else held.get(buyer, set())

    def has_perm(self, user_obj: Any, perm: str, obj: models.Model | None = None) -> bool:  # noqa: ANN401 - Django's hook for any user model
        """Whether a person may do something with an object."""
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:  # noqa: ANN401 - Django's hook for any user model
        """Django's own administration is for system administrators."""
        return bool(user_obj.is_active and user_obj.is_superuser)
