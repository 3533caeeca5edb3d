"""What those around children did together, most often before there is a case. Days in Copenhagen.

A screening and a consultation hold no identity and no words. A network meeting can name a child,
when the parents consent; what is named is sealed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.case.counselling.events import AgeBand, Topic
from services.case.plain import PlainCode
from shared.sealing import Sealed

ScreeningSetting = Literal["day_care", "health_visitor", "dental_care", "class_review"]
Grade = Literal[
    "none", "grade_0", "grade_1", "grade_2", "grade_3", "grade_4", "grade_5", "grade_6", "grade_7",
    "grade_8", "grade_9",
]  # fmt: skip
Level = Literal["green", "yellow", "red"]
ConsultationSetting = Literal["school", "day_care"]
Advice = Literal[
    "advice_only", "support_in_normal_system", "open_counselling", "network_meeting",
    "notification_advised",
]  # fmt: skip
ForumParty = Literal[
    "social_services", "school_administration", "day_care_administration", "ppr",
    "health_visiting", "employment_services", "psychiatry",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionScreeningRecorded:
    """A child's well-being was screened by the municipality's model (opsporingsmodel).

    Nothing says which child. `consent_on` is the parents' consent, for a review of a school class,
    and `grade` is that class's (klassetrin).
    """

    id: UUID
    screened_on: date
    unit: PlainCode
    setting: ScreeningSetting
    institution: PlainCode
    level: Level
    model_version: PlainCode
    consent_on: date | None
    grade: Grade = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialWorkerConsultationHeld:
    """A social worker at a school or a day care was consulted; no case came of it by itself."""

    id: UUID
    held_on: date
    unit: PlainCode
    setting: ConsultationSetting
    institution: PlainCode
    topic: Topic
    age_band: AgeBand
    advice: Advice


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedAction:
    """What somebody in the network will do, and by when."""

    words: Sealed
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionalNetworkMeetingHeld:
    """The cross-professional network of a school or a day care met (tværfagligt netværk).

    `child` or `case_id` names whom it discussed; then the parents' consent is there. FVL §28;
    SEL §49a; BL ch. 20.
    """

    id: UUID
    held_on: date
    unit: PlainCode
    setting: ConsultationSetting
    institution: PlainCode
    case_id: UUID | None
    child: Sealed | None
    consent_on: date | None
    participants: int
    actions: tuple[AgreedAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementForumDecided:
    """The administrations bound themselves to a joint package on a case (aftaleforum)."""

    id: UUID
    case_id: UUID
    decided_on: date
    parties: tuple[ForumParty, ...]
    package: Sealed


CooperationEvent = (
    DetectionScreeningRecorded | SocialWorkerConsultationHeld | ProfessionalNetworkMeetingHeld
    | AgreementForumDecided
)  # fmt: skip
