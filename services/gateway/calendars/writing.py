"""Meetings and deadlines as iCalendar (RFC 5545, RFC 5546).

Moments are in UTC: any client shows them in its own time. No name and no address is in one: a
meeting is its kind, a deadline its rule. Whose case it is only the case's own, opaque id says, to
whoever may open it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress

from services.gateway.labels import label
from shared.views import Label

Language = Literal["da", "en"]
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
PRODUCT = "-//Indsats//Indsats//DA"
USUAL = timedelta(hours=1)  # how long a meeting takes when nobody has said
REFRESH = timedelta(hours=1)  # how often a subscriber is asked to look again
SHORT = 8  # characters of a case's id: enough to tell one's own cases apart


@dataclass(frozen=True, slots=True)
class House:
    """Who sends calendars: an address that is nobody's, and where cases are opened, if anywhere."""

    organiser: str
    invited: str
    front: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting as those invited know it. `sequence` rises with every change."""

    id: UUID
    case_id: UUID
    meeting_kind: str
    planned_at: datetime
    ends_at: datetime | None
    place: str | None
    sequence: int
    cancelled: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day on which something is due, and what."""

    id: UUID
    case_id: UUID | None
    rule: Label
    due_on: date
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes calendars in one language, for one house."""

    house: House
    language: Language = "da"

    def invitation(self, meeting: Meeting) -> bytes:
        """One meeting to be put into a calendar, or taken out of it when it was called off."""
        method: Method = "CANCEL" if meeting.cancelled else "REQUEST"
        return self._written(method, [self._invited(meeting)])

    def feed(self, meetings: Iterable[Meeting], deadlines: Iterable[Deadline]) -> bytes:
        """Everything for a calendar that somebody subscribes to."""
        events = [self._meeting(each) for each in meetings]
        return self._written("PUBLISH", [*events, *map(self._deadline, deadlines)])

    def _written(self, method: Method, events: Iterable[Event]) -> bytes:
        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("method", method)
        if method == "PUBLISH":
            calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
            calendar.add("x-wr-calname", "Indsats")
        for each in events:
            calendar.add_component(each)
        written: bytes = calendar.to_ical()
        return written

    def _meeting(self, meeting: Meeting) -> Event:
        event = self._event(meeting.id, meeting.case_id, meeting.sequence, meeting.changed_at)
        kind = getattr(label("meeting_kind", meeting.meeting_kind), self.language)
        event.add("summary", about(kind, meeting.case_id))
        event.add("dtstart", meeting.planned_at)
        event.add("dtend", meeting.ends_at or meeting.planned_at + USUAL)
        event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
        if meeting.place:
            event.add("location", meeting.place)
        return event

    def _invited(self, meeting: Meeting) -> Event:
        """With those invited, as one group: what is only published names none (RFC 5546, 3.2.1)."""
        event = self._meeting(meeting)
        invited = vCalAddress(f"mailto:{self.house.invited}")
        invited.params["cutype"] = "GROUP"
        event.add("attendee", invited)
        return event

    def _deadline(self, deadline: Deadline) -> Event:
        event = self._event(deadline.id, deadline.case_id, deadline.sequence, deadline.changed_at)
        called = {"da": "Frist", "en": "Due"}[self.language]
        event.add("summary", about(f"{called} {deadline.rule.code}", deadline.case_id))
        event.add("description", getattr(deadline.rule, self.language))
        event.add("dtstart", deadline.due_on)
        event.add("dtend", deadline.due_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return event

    def _event(
        self,
        id: UUID,  # noqa: A002 - its name everywhere
        case_id: UUID | None,
        sequence: int,
        changed_at: datetime,
    ) -> Event:
        event = Event()
        event.add("uid", f"{id}@indsats")
        event.add("dtstamp", changed_at)
        event.add("sequence", sequence)
        event.add("organizer", vCalAddress(f"mailto:{self.house.organiser}"))
        if self.house.front and case_id:
            event.add("url", f"{self.house.front.rstrip('/')}/cases/{case_id}")
        return event


def about(what: str, case_id: UUID | None) -> str:
    return f"{what} · {str(case_id)[:SHORT]}" if case_id else what
