"""Whenever a neighbour says X, the ladder notes it. Nothing here can refuse."""

from services.intervention_ladder.news import commands
from services.intervention_ladder.news.domain import KEPT_AS
from services.intervention_ladder.news.events import Verdict
from shared.contracts import (
    FeedItem,
    case,
    charge,
    correction,
    followup,
    people,
    provisional_decision,
    record,
    review,
)

REVIEWS = frozenset({"FollowUpHeld", "MeetingHeld"})  # what measures are followed up by


def whenever(feed: str, item: FeedItem) -> commands.NewsCommand | None:
    """What is noted of a piece of news, if anything."""
    if feed == "followup":
        return of_followup(followup.read(item))
    news = case.read(item)
    return of_case(item, news) or of_decisions(news) or of_appeals(news) or of_consents(news)


def of_case(item: FeedItem, told: case.CasePublished | None) -> commands.NewsCommand | None:
    """The case, the child, its siblings, and what must precede a measure."""
    match told:
        case case.CaseOpened() as news:
            return commands.NoteCase(opened_on=news.opened_on)
        case charge.CaseClosed() as news:
            return commands.NoteCaseEnd(closed_on=news.closed_on)
        case charge.CaseReopened():
            return commands.NoteRetraction(id=item.stream, record_kind="CaseClosed")
        case case.ChildIdentified() as news:
            return commands.NoteChild(born_on=news.born_on)
        case case.PersonAdded(relation="sibling") as news:
            return commands.NoteSibling(id=news.id)
        case people.PersonLeft() as news:
            return commands.NoteSiblingGone(id=news.id, left_on=news.left_on)
        case case.InvestigationCompleted() as news:
            return commands.NoteInvestigation(id=news.id, completed_on=news.completed_on)
        case case.NetworkMapped() as news:
            return commands.NoteNetworkMapping(id=news.id, mapped_on=news.mapped_on)
        case case.GoalSet() as news:
            return commands.NoteGoal(id=news.id, set_on=news.set_on, deadline_on=news.deadline_on)
        case correction.EventRetracted() as news if news.record_kind in KEPT_AS:
            about = item.stream if news.record_kind == "ChildIdentified" else news.record_id
            return commands.NoteRetraction(id=about, record_kind=news.record_kind)
        case _:
            return None


def of_decisions(told: case.CasePublished | None) -> commands.NewsCommand | None:
    """Decisions, and what becomes of those that are provisional."""
    match told:
        case case.DecisionMade() as news:
            return commands.NoteDecision(
                id=news.id,
                decided_on=news.decided_on,
                regime=news.regime,
                section=news.section,
                measure_types=news.measure_types,
                acute=news.acute,
                kind=news.kind,
                purpose_codes=news.purpose_codes,
                expected_months=news.expected_months,
                lapses_on=news.lapses_on,
                replaces=news.replaces_decision_id,
            )
        case provisional_decision.ProvisionalDecisionConsidered() as news:
            return commands.NoteCommittee(
                id=news.id,
                considered_on=news.considered_on,
                outcome=news.outcome,
                lapses_on=news.lapses_on,
            )
        case provisional_decision.ProvisionalDecisionExtended() as news:
            return commands.NoteExtension(id=news.id, lapses_on=news.lapses_on)
        case _:
            return None


def of_appeals(told: case.CasePublished | None) -> commands.NewsCommand | None:
    """What holds a decision up, or does away with it."""
    match told:
        case record.AppealLodged() as news:
            return commands.NoteAppeal(
                id=news.id, decision_id=news.decision_id, lodged_on=news.lodged_on
            )
        case record.AppealSuspended() as news:
            return commands.NoteSuspension(id=news.id, suspended_on=news.suspended_on)
        case record.AppealReconsidered(outcome="changed" | "withdrawn") as news:
            return commands.NoteAppealSettled(
                id=news.id, settled_on=news.reconsidered_on, outcome=news.outcome
            )
        case record.AppealDecided() as news:
            return commands.NoteAppealSettled(
                id=news.id, settled_on=news.decided_on, outcome=news.outcome
            )
        case _:
            return None


def of_consents(told: case.CasePublished | None) -> commands.NewsCommand | None:
    match told:
        case case.ConsentGiven() as news:
            return commands.NoteConsent(
                id=news.id,
                given_on=news.given_on,
                party_id=news.party_id,
                measure_types=news.measure_types,
                purpose_codes=news.purpose_codes,
            )
        case case.ConsentWithdrawn() as news:
            return commands.NoteConsentEnd(
                id=news.id,
                withdrawn_on=news.withdrawn_on,
                party_id=news.party_id,
                measure_types=news.measure_types,
                decision_ids=news.decision_ids,
            )
        case _:
            return None


def of_followup(told: followup.FollowUpPublished | None) -> commands.NewsCommand | None:
    """Whether measures work, as follow-ups found."""
    match told:
        case followup.FollowUpHeld() | followup.MeetingHeld(fulfils_review=True) as news:
            return commands.NoteFollowUp(
                id=news.id, held_on=news.held_on, verdicts=tuple(map(verdict, news.outcomes))
            )
        case followup.FollowUpCorrected() as news:
            return commands.NoteFollowUpDay(id=news.id, held_on=news.held_on)
        case review.RecordRetracted() as news if news.record_kind in REVIEWS:
            return commands.NoteRetraction(id=news.record_id, record_kind="FollowUpHeld")
        case _:
            return None


def verdict(found: followup.MeasureOutcome) -> Verdict:
    return Verdict(measure_id=found.measure_id, outcome=found.outcome, works=found.works)
