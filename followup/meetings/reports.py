"""A meeting as calendars and mails tell of it."""

from __future__ import annotations

from icalendar import Calendar, Event

from followup.meetings.models import SupplierMeeting
from huddinge_vo.common.periods import swedish_time


def meeting_file(meeting: SupplierMeeting) -> bytes:
    """The meeting in iCalendar, without who is invited: all suppliers get the same."""
    made = Calendar()
    made.add("prodid", "-//Huddinge VO//Leverantörsmöten//SV")
    made.add("version", "2.0")
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@huddinge-vo")
    event.add("dtstamp", meeting.starts_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", meeting.title)
    event.add("location", meeting.place)
    event.add("description", meeting.agenda)
    event.add("sequence", meeting.version)
    made.add_component(event)
    return bytes(made.to_ical())


def invitation_words(meeting: SupplierMeeting) -> str:
    """What the mail says."""
    return (
        f"Hej!\n\nVälkommen till {meeting.title}.\n\nNär: {swedish_time(meeting.starts_at)}–"
        f"{swedish_time(meeting.ends_at)}\nPlats: {meeting.place}\n\nDagordning\n{meeting.agenda}\n\n"
        "Mötet ligger i den bifogade kalenderfilen. Svara på det här mejlet om ni inte kan komma.\n\n"
        f"Med vänlig hälsning\n{meeting.buyer.name}\nUpphandling och inköp\n"
    )
