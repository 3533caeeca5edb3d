"""One obligation at a time: when it is due, what would meet it, and what became of it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from services.followup import events
from services.followup.obligations import Obligation
from services.followup.terms import Duty, Trigger, due, is_late
from shared.calendar import WorkingDays

REVIEWS = ("FollowUpHeld", "MeetingHeld")
PLAN, POSITION = "PlanApproved", "PlanPositionTaken"
MET_BY: Mapping[str, tuple[str, ...]] = {  # the facts that meet what a rule asks
    "D01": ("NotificationUrgencyAssessed",),
    "D02": ("NotificationAcknowledged",),
    "D05": ("TargetedAssessmentCompleted",),
    "D06": ("InvestigationCompleted",),
    "D09": ("PartyHearingHeld",),
    "D10": (PLAN,),
    "D11": (PLAN, POSITION),
    "D12": (PLAN,),
    "D14": REVIEWS,
    "D16": REVIEWS,
    "D17": ("MeetingHeld",),
    "D19": ("AppealLodged",),
    "D20": ("AppealReconsidered",),
    "D20-forwarding": ("AppealForwarded",),
    "D21": ("ProvisionalDecisionConsidered",),
    "D23": ("AccessRequestDecided",),
    "D28": ("IntermunicipalNotificationSent",),
    "consent-withdrawn": ("DecisionMade", "MeasureEnded"),
    "child-heard-after": ("ChildConversationHeld",),
}


@dataclass(frozen=True, slots=True)
class End:
    """The first day on which nothing new falls due, and why."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Owing:
    """Whose obligations these are, and the calendar that they are counted by."""

    stream: UUID
    calendar: WorkingDays

    def owed(
        self, duty: Duty, trigger: Trigger, answer: Trigger | None, end: End | None = None
    ) -> Iterator[Obligation]:
        """One obligation, if any layer sets a term: met by its answer, or lapsed at the end.

        An end after the due day changes nothing: what was missed stays missed.
        """
        if not (found := due(duty, trigger, self.calendar)):
            return
        counted, when = found
        term = counted.term
        arose = events.ObligationArose(
            id=uuid5(self.stream, f"{duty.rule}:{duty.subject}:{trigger.id}"),
            rule=duty.rule,
            edition=counted.edition,
            da=term.da,
            en=term.en,
            source=term.source,
            subject=duty.subject,
            trigger=trigger.fact,
            trigger_id=trigger.id,
            trigger_on=trigger.on,
            due=when,
            satisfied_by=MET_BY.get(duty.rule, ()),
            lapses=term.lapses,
        )
        yield Obligation(arose, when, outcome(arose, answer, end))


def outcome(
    arose: events.ObligationArose, answer: Trigger | None, end: End | None
) -> events.Outcome | None:
    if answer:
        return events.ObligationMet(
            id=arose.id,
            met_on=answer.on,
            met_at=answer.at,
            by=answer.fact,
            by_id=answer.id,
            late=is_late(arose.due, answer),
        )
    if end and end.on <= arose.due.due_on:
        return events.ObligationLapsed(id=arose.id, lapsed_on=end.on, reason=end.reason)
    return None


def earliest(*ends: End | None) -> End | None:
    """The end that comes first, if there is any; on the same day, the first one named."""
    return min((each for each in ends if each), key=lambda end: end.on, default=None)


def marked(owed: Obligation, mark: str) -> Obligation:
    """The same, with one more thing said of how its day is to be read."""
    adjustment = "-".join(filter(None, [owed.due.adjustment, mark]))
    due_so = replace(owed.due, adjustment=adjustment)
    return replace(owed, arose=replace(owed.arose, due=due_so), due=due_so)
