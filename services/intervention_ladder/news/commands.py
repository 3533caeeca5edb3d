"""What is to be noted of neighbours' news. These come from feeds, never from a client."""

from datetime import date
from uuid import UUID

from services.intervention_ladder.news.events import Verdict
from shared.commands import Command
from shared.contracts.case import Regime


class NoteCase(Command):
    """The case service opened the child's case."""

    opened_on: date


class NoteCaseEnd(Command):
    closed_on: date


class NoteChild(Command):
    born_on: date


class NoteSibling(Command):
    id: UUID


class NoteSiblingGone(Command):
    """Somebody is around the child no more; of siblings that is worth noting."""

    id: UUID
    left_on: date


class NoteInvestigation(Command):
    id: UUID
    completed_on: date


class NoteNetworkMapping(Command):
    id: UUID
    mapped_on: date


class NoteGoal(Command):
    id: UUID
    set_on: date
    deadline_on: date | None


class NoteDecision(Command):
    id: UUID
    decided_on: date
    regime: Regime
    section: str
    measure_types: tuple[str, ...]
    acute: bool
    kind: str = "grant"
    purpose_codes: tuple[str, ...] = ()
    expected_months: int | None = None
    lapses_on: date | None = None
    replaces: UUID | None = None


class NoteCommittee(Command):
    id: UUID
    considered_on: date
    outcome: str
    lapses_on: date | None


class NoteExtension(Command):
    id: UUID
    lapses_on: date


class NoteAppeal(Command):
    """A decision was appealed; that alone holds nothing up."""

    id: UUID
    decision_id: UUID
    lodged_on: date


class NoteSuspension(Command):
    id: UUID
    suspended_on: date


class NoteAppealSettled(Command):
    id: UUID
    settled_on: date
    outcome: str


class NoteConsent(Command):
    id: UUID
    given_on: date
    party_id: UUID | None
    measure_types: tuple[str, ...]
    purpose_codes: tuple[str, ...] = ()


class NoteConsentEnd(Command):
    id: UUID
    withdrawn_on: date
    party_id: UUID | None
    measure_types: tuple[str, ...]
    decision_ids: tuple[UUID, ...]


class NoteFollowUp(Command):
    id: UUID
    held_on: date
    verdicts: tuple[Verdict, ...]


class NoteFollowUpDay(Command):
    """A follow-up had been registered on a wrong day; this is the right one."""

    id: UUID
    held_on: date


class NoteRetraction(Command):
    """What was heard of this kind and id counts no more."""

    id: UUID
    record_kind: str


NewsCommand = (
    NoteCase | NoteCaseEnd | NoteChild | NoteSibling | NoteSiblingGone | NoteInvestigation
    | NoteNetworkMapping | NoteGoal | NoteDecision | NoteCommittee | NoteExtension | NoteAppeal
    | NoteSuspension | NoteAppealSettled | NoteConsent | NoteConsentEnd | NoteFollowUp
    | NoteFollowUpDay | NoteRetraction
)  # fmt: skip
