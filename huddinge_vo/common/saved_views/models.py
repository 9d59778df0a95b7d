"""Views of lists that people save: what a list is narrowed by, its columns and its order, under a name."""

from __future__ import annotations

from django.db import models

from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.saved_views.querysets import SavedViewQuerySet

LONGEST_QUERY = 2000


class SavedView(models.Model):
    """A list as somebody wants to find it again: the address of the list, and what stands after the question mark.

    Own, or shared with all who work for the same buyer. What it shows is asked for when it is opened, by whoever opens
    it: it tells nobody more than the list itself does.
    """

    buyer = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", db_index=False, editable=False, verbose_name="köpare"
    )
    owner = models.ForeignKey(User, models.CASCADE, related_name="+", editable=False, verbose_name="vems")
    page = models.CharField("lista", max_length=200, editable=False)
    query = FreeText("urval", max_length=LONGEST_QUERY, blank=True, editable=False)
    name = FreeLine("namn", max_length=80)
    is_shared = models.BooleanField("delad med alla", default=False)
    saved_at = models.DateTimeField("sparad", editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "sparad vy"
        verbose_name_plural = "sparade vyer"
        default_permissions = ("add",)
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "page", "owner", "name"],
                name="view_is_saved_once_by_name",
                violation_error_message="Du har redan en vy med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list as it was saved."""
        return f"{self.page}?{self.query}" if self.query else self.page
