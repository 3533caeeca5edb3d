"""Whenever a neighbour says X, follow-up notes it. Nothing here can refuse."""

from collections.abc import Iterator

from services.followup.heard.facts import (
    CaseEndHeard,
    CaseHeard,
    CaseReopenedHeard,
    ChildHeard,
    DecisionHeard,
    Heard,
    InvestigationHeard,
    MeasureEndHeard,
    MeasureHeard,
    NotificationHeard,
    RetractionHeard,
    UnitHeard,
)
from services.followup.heard.notes import Note
from services.followup.heard.telling import TAKEN, step
from services.followup.state import KEPT_AS
from shared.contracts import FeedItem, Published, case, charge, correction, ladder

MOVED = "moved_municipality"
CHILD = "ChildIdentified"


def whenever(feed: str, item: FeedItem) -> Note | None:
    """What is noted of a piece of news, if anything."""
    news = case.read(item) if feed == "case" else ladder.read(item)
    if news is None:
        return None
    heard = (
        *of_case(item, news),
        *of_its_way(item, news),
        *of_ladder(news),
        *of_corrections(item, news),
    )
    taken = step(item.kind, item.stream, news)
    heard = (*heard, taken) if taken else heard
    return Note(heard) if heard else None


def of_case(item: FeedItem, news: Published) -> Iterator[Heard]:
    match news:
        case case.NotificationReceived():
            yield NotificationHeard(
                id=item.stream,
                received_at=news.received_at,
                unit=news.unit,
                answerable=news.answerable,
                professional=news.professional,
            )
        case case.CaseOpened():
            yield CaseHeard(
                id=item.stream,
                opened_on=news.opened_on,
                aware_on=news.aware_on,
                unit=news.unit,
            )
        case case.ChildIdentified():
            yield ChildHeard(id=item.stream, born_on=news.born_on)
        case case.InvestigationStarted():
            yield InvestigationHeard(
                id=news.id,
                started_on=news.started_on,
                aware_on=news.aware_on,
                regime=news.regime,
            )
        case case.DecisionMade():
            yield decision(news)
        case _:
            return


def decision(news: case.DecisionMade) -> DecisionHeard:
    return DecisionHeard(
        id=news.id,
        decided_on=news.decided_on,
        regime=news.regime,
        section=news.section,
        grants=news.kind == "grant",
        measure_types=news.measure_types,
        acute=news.acute,
        provisional=news.committee_due_on is not None,
        expected_months=news.expected_months,
        application_id=news.application_id,
        replaces=news.replaces_decision_id,
    )


def of_its_way(item: FeedItem, news: Published) -> Iterator[Heard]:
    """Who is in charge of a case, its end, and that it is opened again."""
    match news:
        case charge.CaseworkerAssigned():
            yield UnitHeard(id=item.stream, unit=news.unit)
        case charge.CaseClosed():
            moved = news.reason == MOVED
            yield CaseEndHeard(id=item.stream, closed_on=news.closed_on, moved=moved)
        case charge.CaseReopened():
            yield CaseReopenedHeard(id=item.stream, reopened_on=news.reopened_on)
        case _:
            return


def of_corrections(item: FeedItem, news: Published) -> Iterator[Heard]:
    """What is told anew replaces what is kept; a step is undone first, and then heard as if new."""
    match news:
        case correction.EventRetracted(record_kind=kind) if kind in TAKEN or kind in KEPT_AS:
            gone = item.stream if kind == CHILD else news.record_id
            yield RetractionHeard(id=gone, record_kind=kind)
        case correction.EventCorrected() | correction.EventRestated() if news.record_kind in TAKEN:
            yield RetractionHeard(id=news.record_id, record_kind=news.record_kind)
        case _:
            return


def of_ladder(news: Published) -> Iterator[Heard]:
    match news:
        case ladder.MeasureStarted():
            yield measure(news)
        case ladder.MeasureCorrected():
            yield measure(news)
            if news.ended_on:
                yield MeasureEndHeard(id=news.id, ended_on=news.ended_on)
            else:
                yield RetractionHeard(id=news.id, record_kind="MeasureEnded")
        case ladder.MeasureRetracted():
            yield RetractionHeard(id=news.id, record_kind="MeasureStarted")
        case ladder.MeasureEnded():
            yield MeasureEndHeard(id=news.id, ended_on=news.ended_on)
        case _:
            return


def measure(news: ladder.Measure) -> MeasureHeard:
    return MeasureHeard(
        id=news.id,
        move_id=news.move_id,
        measure_type=news.measure_type,
        step=news.step,
        decision_id=news.decision_id,
        regime=news.regime,
        started_on=news.started_on,
        under_return_option=news.under_return_option,
        placement=news.placement,
        aftercare=news.aftercare,
        decided_as=news.decided_as,
    )
