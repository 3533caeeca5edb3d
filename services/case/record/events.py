"""What was put on record, and who was shown it. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyHearingHeld:
    """A party was asked to comment before a decision (partshøring). FVL §19.

    The party is a person on the case, or the child itself when `party_id` is `None`.
    `reply_due_on` is the last day to reply, `replied_on` the day the reply came.
    """

    id: UUID
    party_id: UUID | None
    sent_on: date
    reply_due_on: date | None
    replied_on: date | None
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRecorded:
    """What was learned or done was noted (notatpligt). Offentlighedsloven §13.

    A counter-note `answers_id`, another note: an opinion is answered, not edited. GDPR article 16.
    """

    id: UUID
    happened_on: date
    kind: str
    words: Sealed
    answers_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFiled:
    """A document was filed (journaliseringspligt). Offentlighedsloven §15.

    The document is kept elsewhere: `reference` finds it there, `checksum` (SHA-256, hexadecimal)
    tells whether it is still the same.
    """

    id: UUID
    filed_on: date
    document_kind: str
    checksum: str
    media_type: str
    reference: str
    title: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureMade:
    """Confidential matters were passed on, on a legal basis. FVL §28; RSL §11c; SEL §49a.

    `fields` says what, in codes.
    """

    id: UUID
    disclosed_on: date
    receiver: str
    legal_basis: str
    fields: tuple[str, ...]
    reason: Sealed
    departures: tuple[Departure, ...]
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationCollected:
    """Matters of the family were asked for elsewhere (indhentning). RSL §§11a, 11c; FVL §29.

    `source` says of whom, `fields` what, in codes.
    """

    id: UUID
    collected_on: date
    source: str
    legal_basis: str
    fields: tuple[str, ...]
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequestReceived:
    """Somebody asked to see the case. `access_kind` says as what, and which term runs.

    As a party (aktindsigt, FVL §9): seven working days. As the data subject (GDPR art. 15): one
    month, which can be extended by two (art. 12(3)).
    """

    id: UUID
    received_on: date
    by: str
    access_kind: str
    scope: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequestDecided:
    """A request for access was answered; one `delayed` or `extended` is still to be. FVL §16."""

    id: UUID
    decided_on: date
    outcome: str
    basis: Sealed | None


RecordEvent = (
    PartyHearingHeld | NoteRecorded | DocumentFiled | DisclosureMade | AccessRequestReceived
    | AccessRequestDecided | InformationCollected
)  # fmt: skip
