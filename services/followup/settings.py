"""What follow-up is told from outside, as FOLLOWUP_… in the environment."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import SettingsConfigDict

from services.followup.obligation.terms import FOLDER, STATUTORY, Layer, editions
from services.followup.reading import FollowUpLaw, LeapBirthday, Reading, SupervisionYear
from shared.calendar import ClosedDays, WorkingDays
from shared.settings import ServiceSettings

LEAP = "2000"  # a year that has every day


class Settings(ServiceSettings):
    """Follow-up's settings: among them how this municipality reads what the law leaves open.

    Whether a working day (hverdag) may be a Saturday (U5), whether two visits a year are those of
    the placement or of the calendar (U8), whose law follow-ups follow (U9), whether a new place
    starts their time over (U18), when one born on 29 February is a year older (U19).
    `closed_days` are the municipality's own, every year: `06-05,12-24,12-31`. `municipality` is its
    code, and `practice` a folder of editions of its own, which amend those that come along.
    """

    model_config = SettingsConfigDict(env_prefix="FOLLOWUP_", frozen=True, extra="ignore")

    port: int = 8003
    case_url: str = "http://127.0.0.1:8001"
    ladder_url: str = "http://127.0.0.1:8002"
    count_saturday: bool = False
    closed_days: str = ""
    municipality: Annotated[str, Field(pattern=r"^[0-9]{3}$")] | None = None
    practice: Path | None = None
    follow_up_law: FollowUpLaw = "decision"
    supervision_year: SupervisionYear = "rolling"
    new_site_restarts: bool = True
    leap_birthday: LeapBirthday = "march"

    @field_validator("closed_days")
    @classmethod
    def readable(cls, days: str) -> str:
        read(days)
        return days

    def calendar(self) -> WorkingDays:
        """What counts as a working day in this municipality."""
        return WorkingDays(count_saturday=self.count_saturday, closed=read(self.closed_days))

    def reading(self) -> Reading:
        """How the law is read here.

        Raises:
            ValidationError: when an edition of the municipality's own is not what it should be.
        """
        own = editions(self.practice) if self.practice else []
        return Reading(
            calendar=self.calendar(),
            statutory=STATUTORY,
            local=Layer.read(*editions(FOLDER / "practice"), *own),
            municipality=self.municipality,
            follow_up_law=self.follow_up_law,
            year=self.supervision_year,
            new_site_restarts=self.new_site_restarts,
            leap_birthday=self.leap_birthday,
        )


def read(days: str) -> ClosedDays:
    """Read `MM-DD,MM-DD`.

    Raises:
        ValueError: when one of them is not a day.
    """
    parsed = (
        datetime.strptime(f"{LEAP}-{day.strip()}", "%Y-%m-%d")  # noqa: DTZ007 - a day, no moment
        for day in days.split(",")
        if day.strip()
    )
    return frozenset((day.month, day.day) for day in parsed)
