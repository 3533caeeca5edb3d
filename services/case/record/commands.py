"""What may be asked to be put on record, and who may ask to see it."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from services.case.party import OfOneParty
from shared.commands import Code, Command, Day, Name, Words
from shared.departures import Explained

NoteKind = Literal["phone_call", "conversation", "home_visit", "mail", "assessment", "other"]
DocumentKind = Literal["incoming", "outgoing", "internal"]
LegalBasis = Literal[
    "consent", "fvl_28", "rsl_11c", "sel_49a", "bl_ch20", "sel_152", "bl_132", "fal_23", "court",
    "other",
]  # fmt: skip
CollectionBasis = Literal["consent", "rsl_11a", "rsl_11c", "fvl_29", "court", "other"]
Requester = Literal["child", "custodian", "other"]
AccessKind = Literal["party", "gdpr"]
AccessOutcome = Literal["granted", "partly", "denied", "delayed", "extended"]

Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$", max_length=64)]
"""SHA-256, in lower-case hexadecimal."""
MediaType = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{1,20}/[a-z0-9][a-z0-9.+-]{0,99}$", max_length=121)
]
"""A media type without parameters."""


class HoldPartyHearing(OfOneParty):
    """Record that a party was heard before a decision, and when the reply is due or came."""

    sent_on: Day = Field(examples=["2015-12-28"])
    reply_due_on: Day | None = Field(default=None, examples=["2016-01-05"])
    replied_on: Day | None = Field(default=None, examples=["2016-01-04"])
    words: Words = Field(examples=["What the school has told us, and what we mean to decide."])


class RecordNote(Command):
    """Note what was learned or done in the case, on the day it happened.

    A counter-note answers another note, whose words stay as they are.
    """

    happened_on: Day = Field(examples=["2015-12-16"])
    kind: NoteKind = Field(examples=["phone_call"])
    words: Words = Field(examples=["Her teacher rang: she was at school all week."])
    answers_id: UUID | None = Field(
        default=None,
        description="The note that this one answers: what somebody has to say to it.",
    )


class FileDocument(Command):
    """File a document by its reference and checksum; the document itself is kept elsewhere."""

    filed_on: Day = Field(examples=["2015-12-17"])
    document_kind: DocumentKind = Field(examples=["incoming"])
    checksum: Checksum = Field(
        description="SHA-256, in lower-case hexadecimal.", examples=["0123456789abcdef" * 4]
    )
    media_type: MediaType = Field(examples=["application/pdf"])
    reference: Code = Field(examples=["2015-12-17:0042"])
    title: Name = Field(examples=["Statement from the school"])


class RecordDisclosure(Explained):
    """Record what was passed on, to whom, on what legal basis, and why.

    School, day care, health and authority may exchange what they know once, to prevent
    (`sel_49a`, `bl_ch20`); once more takes a reason.
    """

    disclosed_on: Day = Field(examples=["2016-01-07"])
    receiver: Code = Field(examples=["egelund"])
    legal_basis: LegalBasis = Field(examples=["consent"])
    fields: list[Code] = Field(
        min_length=1, max_length=100, examples=[["school", "health"]], description="What, in codes."
    )
    reason: Words = Field(examples=["So that Egelund can receive her well."])


class CollectInformation(Command):
    """Record what was asked for about the family elsewhere, of whom, on what legal basis, and why.

    Without consent the law lists when it may be (RSL § 11 c).
    """

    collected_on: Day = Field(examples=["2015-12-10"])
    source: Code = Field(examples=["hospital"])
    legal_basis: CollectionBasis = Field(examples=["rsl_11a"])
    fields: list[Code] = Field(
        min_length=1, max_length=100, examples=[["health"]], description="What, in codes."
    )
    reason: Words = Field(examples=["Whether she can be cared for at home."])


class ReceiveAccessRequest(Command):
    """Record a request to see the case, or a part of it: as a party, or as the data subject."""

    received_on: Day = Field(examples=["2016-03-01"])
    by: Requester = Field(examples=["custodian"])
    access_kind: AccessKind = Field(
        default="party",
        description="`party`: FVL § 9, seven working days. `gdpr`: article 15, one month.",
        examples=["party"],
    )
    scope: Words = Field(examples=["Everything since the notification."])


class DecideAccessRequest(Command):
    """Answer a request for access, or record that the answer is put off, and on what basis.

    A party's is `delayed` by a reasoned notice (FVL § 16(2)), a data subject's `extended` by two
    months (GDPR article 12(3)).
    """

    decided_on: Day = Field(examples=["2016-03-08"])
    outcome: AccessOutcome = Field(examples=["partly"])
    basis: Words | None = Field(
        default=None,
        description="Required unless access is granted in full.",
        examples=["FVL § 15 b: what another child has told us is left out."],
    )


RecordCommand = (
    HoldPartyHearing | RecordNote | FileDocument | RecordDisclosure | ReceiveAccessRequest
    | DecideAccessRequest | CollectInformation
)  # fmt: skip
