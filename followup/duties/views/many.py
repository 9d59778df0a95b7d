"""What is said of many duties at once: done, later, or somebody else's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Model
from django.utils import timezone

from followup.duties import actions
from followup.duties.forms import DelegateForm, SnoozeForm
from followup.duties.models import Duty
from followup.duties.querysets import seen_by
from followup.duties.views.duties import SNOOZES, listed
from huddinge_vo.common.pages.asked import read_ids
from huddinge_vo.common.pages.bulk import Before, BulkPage, Did
from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn


class _OfDuties(BulkPage):
    """The same said of many duties of the list, as it is said of one."""

    permission_required = "followup.view_duty"
    list_name = "followup:duty-list"
    warning = "Det går att ångra i listan under en timme, för de uppgifter som ingen har ändrat sedan dess."
    noun = ("uppgift", "uppgifter")
    refusals = (actions.NotYours,)

    def shown(self) -> list[Model]:
        """What the list shows."""
        return list(seen_by(listed(self.request)[1], user_of(self.request)))

    def ticked(self, keys: Sequence[str]) -> list[Model]:
        """Of what the list shows."""
        chosen = set(read_ids(keys))
        found = [duty for duty in listed(self.request)[1] if duty.pk in chosen]
        return list(seen_by(found, user_of(self.request)))

    def href_of(self, row: Duty) -> str:
        """The page of what it is about."""
        return row.href

    def buyer_of(self, row: Duty) -> int:
        """A duty is asked for at its own buyer."""
        return row.rule.buyer_id

    def left_of(self, row: Duty) -> str:
        """What nobody has to do any more."""
        return "är redan klara" if row.is_closed else ""

    def _undone(self, count: int, before: Sequence[Before], words: str) -> str:
        left = len(before) - count
        said = f"Ångrat: {count} {self.noun[count != 1]} {words}."
        return f"{said} {left} har ändrats sedan dess, och lämnades." if left else said


class DutiesDone(_OfDuties):
    """Say that many things are done."""

    title = "Markera som klart"
    submit = "Klart för"

    def left_of(self, row: Duty) -> str:
        """Also what the system tells by what has been decided."""
        return super().left_of(row) or ("" if row.is_by_hand else "försvinner av sig själva när det är gjort")

    def do(self, ids: Sequence[int], form: Form) -> Did:
        """Finish them."""
        before = actions.finish_duties(duty_ids=ids, by=user_of(self.request), at=timezone.now())
        return Did(len(before), before)

    def said(self, count: int) -> str:
        """How many."""
        return f"{count} {'uppgift är klar' if count == 1 else 'uppgifter är klara'}."

    def undo(self, before: Sequence[Before]) -> str:
        """Open them again."""
        count = actions.reopen_duties(before=before, by=user_of(self.request), at=timezone.now())
        return self._undone(count, before, "är att göra igen")


class DutiesSnooze(_OfDuties):
    """Be reminded of many later; the due days stay."""

    title = "Påminn senare"
    submit = "Påminn senare om"

    def get_form(self, data: PassedOn = None) -> SnoozeForm:
        """In a week, unless another day is typed."""
        return SnoozeForm(data, initial={"until": timezone.localdate() + timedelta(days=SNOOZES[0][0])})

    def do(self, ids: Sequence[int], form: SnoozeForm) -> Did:
        """Put them off."""
        self.until = form.cleaned_data["until"]
        before = actions.snooze_duties(duty_ids=ids, until=self.until, by=user_of(self.request), at=timezone.now())
        return Did(len(before), before)

    def said(self, count: int) -> str:
        """Until when."""
        return f"Du påminns igen {self.until} om {count} {self.noun[count != 1]}. Sista dag är densamma som förut."

    def undo(self, before: Sequence[Before]) -> str:
        """Let them come when they would have."""
        count = actions.wake_duties(before=before, by=user_of(self.request), at=timezone.now())
        return self._undone(count, before, "påminner som förut")


class DutiesDelegate(_OfDuties):
    """Hand many to somebody else."""

    title = "Lämna över"
    submit = "Lämna över"

    def get_form(self, data: PassedOn = None) -> DelegateForm:
        """Among those one works with."""
        return DelegateForm(data, user=user_of(self.request))

    def do(self, ids: Sequence[int], form: DelegateForm) -> Did:
        """Hand them over."""
        self.to = form.cleaned_data["to"]
        before = actions.delegate_duties(duty_ids=ids, to=self.to, by=user_of(self.request), at=timezone.now())
        self.kept = len(ids) - len(before)
        return Did(len(before), before)

    def said(self, count: int) -> str:
        """To whom, and how many could not be."""
        said = f"{count} {'uppgift är lämnad' if count == 1 else 'uppgifter är lämnade'} till {self.to}."
        if self.kept:
            said += f" {self.kept} är kvar: {self.to} har dem redan, eller har inte åtkomst till det som de gäller."
        return said

    def undo(self, before: Sequence[Before]) -> str:
        """Take them back."""
        count = actions.take_back_duties(before=before, by=user_of(self.request), at=timezone.now())
        return self._undone(count, before, "är tillbaka hos den som hade dem")
