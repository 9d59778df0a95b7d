"""Duties as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from icalendar import Calendar, Event

from followup.duties.models import Duty


def calendar(duties: Sequence[Duty]) -> bytes:
    """Duties as whole days in iCalendar. What is secret is there without its name: a calendar may be read by others."""
    made = Calendar()
    made.add("prodid", "-//Huddinge VO//Att göra//SV")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Att göra i Huddinge VO")
    for duty in duties:
        event = Event()
        event.add("uid", f"duty-{duty.pk}@huddinge-vo")
        event.add("dtstamp", duty.made_at)
        event.add("dtstart", duty.due_on)
        event.add("dtend", duty.due_on + timedelta(days=1))
        title = f"{duty.rule.get_kind_display()} (skyddad uppgift)" if duty.is_secret else duty.title
        event.add("summary", title[0].upper() + title[1:])
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
