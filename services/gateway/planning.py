"""What planning takes: links to calendars, who sends them, working days, and when a day is full."""

from dataclasses import dataclass

from services.gateway.calendars.links import Links
from services.gateway.calendars.writing import House
from services.gateway.settings import Settings
from services.gateway.store import Store
from shared.calendar import WorkingDays, closed_days


@dataclass(frozen=True, slots=True)
class Planning:
    """A municipality's own, as its settings say. From `full` meetings on a day is full."""

    links: Links
    house: House
    calendar: WorkingDays
    full: int

    @classmethod
    def of(cls, settings: Settings, store: Store) -> "Planning":
        return cls(
            Links(store, settings.internal_secret.get_secret_value()),
            House(settings.calendar_organiser, settings.calendar_invited, settings.front_end),
            WorkingDays(closed=closed_days(settings.closed_days)),
            settings.full_day,
        )
