"""Published by the case service about what comes before a case: codes, days and ids."""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class CounsellingContactRegistered(Published):
    """Somebody was advised without saying who they are; the stream is the contact's own."""

    held_on: date
    unit: str
    kind: str
    topic: str
    age_band: str
    opens_course: bool


class CounsellingContactHandedOver(Published):
    """Somebody went on to a family unit. The notification that came of it is not named."""

    handed_over_on: date


class HandoverConsented(Published):
    """The family applied after open counselling, and agreed to be handed over."""

    consent_on: date


class DetectionScreeningRecorded(Published):
    """One child was screened by a detection model; nothing says which child."""

    screened_on: date
    unit: str
    setting: str
    institution: str
    level: str
    model_version: str


class SocialWorkerConsultationHeld(Published):
    """A social worker at a school or a day care was consulted about nobody named."""

    held_on: date
    unit: str
    setting: str
    institution: str
    topic: str
    age_band: str
    advice: str


class ProfessionalNetworkMeetingHeld(Published):
    """The network of a school or a day care met, about a case or about nobody's case yet."""

    held_on: date
    unit: str
    setting: str
    institution: str
    case_id: UUID | None
    participants: int


class AgreementForumDecided(Published):
    """Several administrations bound themselves to a joint package on a case."""

    decided_on: date
    case_id: UUID
    parties: tuple[str, ...]


Told = (
    CounsellingContactRegistered
    | CounsellingContactHandedOver
    | HandoverConsented
    | DetectionScreeningRecorded
    | SocialWorkerConsultationHeld
    | ProfessionalNetworkMeetingHeld
    | AgreementForumDecided
)
