"""A case at a glance: its state, its people, and everything that has been started or decided."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid5

from services.gateway import tables
from services.gateway.projection import Put, ReadModel
from services.gateway.read_models import measures, meetings
from services.gateway.read_models.decided import decided, of_decisions
from shared.contracts import (
    FeedItem,
    case,
    charge,
    correction,
    following,
    people,
    plan,
)

TABLES = (
    tables.cases,
    tables.versions,
    tables.assignments,
    tables.people,
    tables.statements,
    tables.investigations,
    tables.plans,
    tables.goals,
    tables.instrument_scores,
    tables.decisions,
    tables.measures,
    tables.classifications,
    tables.site_changes,
    tables.meetings,
    tables.follow_ups,
)

BEGUN = {
    "PersonAdded": tables.people,
    "InvestigationStarted": tables.investigations,
    "PlanDrafted": tables.plans,
    "GoalSet": tables.goals,
    "InstrumentScored": tables.instrument_scores,
    "DecisionMade": tables.decisions,
}


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    if feed == "gateway":  # of who was let in the case itself does not tell
        return
    yield Put(tables.versions, (item.stream,), {feed: item.version})
    match feed:
        case "case":
            yield from of_case(item)
        case "ladder":
            yield from measures.changes(item)
        case _:
            yield from meetings.changes(item)


def of_case(item: FeedItem) -> Iterator[Put]:
    """The case itself, and what has been begun in it."""
    news, key = case.read(item), (item.stream,)
    match news:
        case case.ChildIdentified():
            yield Put(tables.cases, key, news.model_dump())
        case case.InvestigationCompleted():
            row = news.model_dump(include={"completed_on", "conclusion"})
            yield Put(tables.investigations, (news.id,), row)
        case correction.EventRetracted():
            yield from retracted(news, item)
        case case.PlanApproved():
            yield Put(tables.plans, (news.id,), {"approved_on": news.approved_on})
        case plan.PlanRevised():
            yield Put(tables.plans, (news.id,), {"revised_on": news.revised_on})
        case plan.GoalStatusSet():
            row = {"status": news.status, "status_on": news.status_on}
            yield Put(tables.goals, (news.goal_id,), row)
        case _:
            yield from of_charge(news, item)
            yield from of_decisions(news)
            yield from begun(news, item)


def of_charge(news: case.CasePublished | None, item: FeedItem) -> Iterator[Put]:
    """From when until when the case is whose."""
    key = (item.stream,)
    match news:
        case case.CaseOpened():
            row = news.model_dump(include={"opened_on", "aware_on"})
            yield Put(tables.cases, key, row | ({} if news.corrected else {"last_unit": news.unit}))
            yield assigned(item, news, news.opened_on)
        case charge.CaseworkerAssigned():
            yield Put(tables.cases, key, {"last_unit": news.unit})
            yield assigned(item, news, news.assigned_on)
        case charge.CaseClosed():
            row = {"closed_on": news.closed_on, "closing_reason": news.reason}
            yield Put(tables.cases, key, row)
        case charge.CaseReopened():
            yield Put(tables.cases, key, {"closed_on": None, "closing_reason": None})
        case people.CaseMerged():
            yield Put(tables.cases, key, {"merged_into": news.survivor})
        case _:
            return


def assigned(item: FeedItem, news: case.CaseOpened | charge.CaseworkerAssigned, on: date) -> Put:
    """Who is in charge from a day on; a case is opened once, however often that is corrected."""
    opened = isinstance(news, case.CaseOpened)
    named = uuid5(item.stream, "opening" if opened else f"{item.version}")
    row = {"stream": item.stream, "assigned_on": on}
    return Put(tables.assignments, (named,), row | news.model_dump(include={"unit", "caseworker"}))


def begun(news: case.CasePublished | None, item: FeedItem) -> Iterator[Put]:
    """Things in a case that have an id of their own."""
    stream = {"stream": item.stream}
    match news:
        case case.PersonAdded():
            yield Put(tables.people, (news.id,), stream | news.model_dump(exclude={"id"}))
        case people.PersonLeft():
            yield Put(tables.people, (news.id,), {"valid_to": news.left_on})
        case people.CustodyChanged() | people.AddressProtectionChanged():
            yield Put(tables.statements, (news.id,), stream | stated(news, item.position))
        case case.InvestigationStarted():
            row = news.model_dump(include={"started_on", "aware_on", "regime"})
            yield Put(tables.investigations, (news.id,), stream | row)
        case case.PlanDrafted():
            yield Put(tables.plans, (news.id,), stream | news.model_dump(exclude={"id"}))
        case case.GoalSet():
            at_first = {"status": "not_started", "status_on": news.set_on}
            row = stream | news.model_dump(exclude={"id"}) | at_first
            yield Put(tables.goals, (news.id,), row)
        case following.InstrumentScored():
            row = news.model_dump(
                mode="json", include={"instrument", "respondent", "scores", "totals"}
            )
            when = {"scored_on": news.scored_on, "position": item.position}
            yield Put(tables.instrument_scores, (news.id,), stream | row | when)
        case case.DecisionMade():
            yield Put(tables.decisions, (news.id,), stream | decided(news))
        case _:
            return


def retracted(news: correction.EventRetracted, item: FeedItem) -> Iterator[Put]:
    """What was taken back: a thing belongs to no case any more, a value is empty."""
    thing = (news.record_id,)
    match news.record_kind:
        case "ChildIdentified":
            yield Put(tables.cases, (item.stream,), {"born_on": None, "sex": None})
        case "InvestigationCompleted":
            yield Put(tables.investigations, thing, {"completed_on": None, "conclusion": None})
        case "PlanApproved":
            yield Put(tables.plans, thing, {"approved_on": None})
        case "PersonLeft":
            yield Put(tables.people, thing, {"valid_to": None})
        case "ProvisionalDecisionConsidered":
            gone = {"committee_outcome": None, "lapses_on": None}
            yield Put(tables.decisions, thing, gone)
        case kind if kind in BEGUN:
            yield Put(BEGUN[kind], thing, {"stream": None})
        case _:
            return


def stated(
    news: people.CustodyChanged | people.AddressProtectionChanged, position: int
) -> dict[str, object]:
    """What was said of a period, and when: what is said last of a day holds."""
    row = news.model_dump(include={"party_id", "valid_from", "valid_to"})
    if isinstance(news, people.CustodyChanged):
        return row | {"about": "custody", "holds": news.custodian, "position": position}
    return row | {"about": "address", "holds": news.address_protected, "position": position}


MODEL = ReadModel("overview", TABLES, changes)
