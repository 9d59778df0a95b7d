"""Pages of duties."""

from followup.duties.views.duties import (
    CalendarFeedMake,
    CalendarPage,
    DutiesMove,
    DutyDelegate,
    DutyDone,
    DutyList,
    DutyReopen,
    DutySnooze,
    MailSettingEdit,
    ReminderRuleEdit,
    ReminderRuleList,
)
from followup.duties.views.many import DutiesDelegate, DutiesDone, DutiesSnooze

__all__ = [
    "CalendarFeedMake",
    "CalendarPage",
    "DutiesDelegate",
    "DutiesDone",
    "DutiesMove",
    "DutiesSnooze",
    "DutyDelegate",
    "DutyDone",
    "DutyList",
    "DutyReopen",
    "DutySnooze",
    "MailSettingEdit",
    "ReminderRuleEdit",
    "ReminderRuleList",
]
