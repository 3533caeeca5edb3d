"""What follow-up is told from outside, as FOLLOWUP_… in the environment."""

from datetime import datetime

from pydantic import field_validator
from pydantic_settings import SettingsConfigDict

from shared.calendar import ClosedDays, WorkingDays
from shared.settings import ServiceSettings

LEAP = "2000"  # a year that has every day


class Settings(ServiceSettings):
    """Follow-up's settings.

    Whether a working day (hverdag) may be a Saturday is an open question of law (U5).
    `closed_days` are the municipality's own, every year: `06-05,12-24,12-31`.
    """

    model_config = SettingsConfigDict(env_prefix="FOLLOWUP_", frozen=True, extra="ignore")

    port: int = 8003
    case_url: str = "http://127.0.0.1:8001"
    ladder_url: str = "http://127.0.0.1:8002"
    count_saturday: bool = False
    closed_days: str = ""

    @field_validator("closed_days")
    @classmethod
    def readable(cls, days: str) -> str:
        read(days)
        return days

    def calendar(self) -> WorkingDays:
        """What counts as a working day in this municipality."""
        return WorkingDays(count_saturday=self.count_saturday, closed=read(self.closed_days))


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
