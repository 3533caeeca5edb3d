"""What has happened in open, anonymous counselling. Nothing here can say who came.

There are no words in these facts, sealed or not: closed lists, days, and a unit that no citizen
chose. Legal source: SEL §11(2); BL §§28-29.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.case.plain import PlainCode

CounsellingKind = Literal["youth", "family"]
Topic = Literal[
    "parenting", "conflict_at_home", "divorce", "wellbeing", "school", "friendships", "grief",
    "substance_use", "violence", "self_harm", "crime", "economy_and_housing", "other",
]  # fmt: skip
AgeBand = Literal["unborn", "0-2", "3-5", "6-9", "10-14", "15-17", "18-22", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CounsellingContactRegistered:
    """Somebody came for advice without saying who they are.

    `opens_course`: it is the first contact of a course (forløb). That is all that can be known of
    how contacts belong together: none names another.
    """

    id: UUID
    held_on: date
    unit: PlainCode
    kind: CounsellingKind
    topic: Topic
    age_band: AgeBand
    opens_course: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CounsellingContactHandedOver:
    """The citizen went on to a family unit. To which, and who they are, is not known here."""

    id: UUID
    handed_over_on: date


CounsellingEvent = CounsellingContactRegistered | CounsellingContactHandedOver
