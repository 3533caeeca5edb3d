"""What the notifications of a case are told when it puts right how it acted on them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from services.case.correction.events import EventCorrected, EventRetracted
from services.case.decision.events import DecisionMade
from services.case.investigation.events import InvestigationStarted
from services.case.notification.events import NotificationActedOn
from services.case.notification.state import Notification
from shared.decider import Asked, Beside


def acted(fact: Any) -> Any:  # noqa: ANN401 - the day on which a fact acts on a worry, if it does
    match fact:
        case InvestigationStarted():
            return fact.started_on
        case DecisionMade(kind="grant"):
            return fact.decided_on
        case _:
            return None


def told_worries(
    asked: Asked[Any],
    wrong: Any,  # noqa: ANN401 - any fact
    instead: Any,  # noqa: ANN401
    put_right: EventCorrected | EventRetracted,
) -> Iterator[Beside]:
    """In each notification that had been acted on: on which day it was, or that it was not."""
    on = acted(instead)
    for stream, known in asked.others.items():
        for fact in known.said if isinstance(known, Notification) else ():
            if (
                isinstance(fact, NotificationActedOn)
                and fact.id == wrong.id
                and fact.acted_on != on
            ):
                yield Beside(stream, about(fact, put_right, retracted=on is None))
                if on is not None:
                    yield Beside(stream, replace(fact, acted_on=on))


def about(
    fact: NotificationActedOn, put_right: EventCorrected | EventRetracted, *, retracted: bool
) -> EventCorrected | EventRetracted:
    kind = EventRetracted if retracted else EventCorrected
    return kind(
        id=put_right.id,
        record_kind=type(fact).__name__,
        record_id=fact.id,
        corrected_on=put_right.corrected_on,
        reason=put_right.reason,
    )
