"""When things are due: the law's own terms and local practice, as dated rows.

Which row binds is a matter of data: of those in force on the trigger's day for a rule, the most
particular one that fits what the rule is asked of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from uuid import UUID

from shared.contracts.case import Regime
from shared.editions import Editions, NotInForce, Row

FOLDER = Path(__file__).parents[1]
FREQUENCY = "frequency"
SCHEDULE = "schedule"


class Term(Row):
    """How long there is: in elapsed hours, working days, calendar days or calendar months.

    `moved`: it ends on the next working day when it would end on none. `lapses`: it is the end of a
    right. The rest says what a row is about: a regime, a step, measure types, aftercare, sections
    of the law (`32` covers `32(1)5`), kinds of applications, a municipality; what could not wait.
    `answered_by` are the sections of decisions that meet it.
    """

    length: int
    unit: Literal["h", "wd", "cd", "cm"]
    moved: bool = False
    lapses: bool = False
    regime: Regime | None = None
    step: str | None = None
    measure_types: tuple[str, ...] = ()
    aftercare: bool | None = None
    sections: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    acute: bool = False
    municipality: str | None = None
    answered_by: tuple[str, ...] = ()

    def fits(self, duty: "Duty", municipality: str | None) -> bool:
        """Whether it is about what a rule is asked of."""
        return (
            self.regime in {None, duty.regime}
            and self.step in {None, duty.step}
            and self.aftercare in {None, duty.aftercare}
            and self.municipality in {None, municipality}
            and (not self.measure_types or duty.measure_type in self.measure_types)
            and (not self.sections or number_of(duty.section) in self.sections)
            and (not self.kinds or duty.kind in self.kinds)
            and (duty.acute or not self.acute)
        )

    @property
    def particular(self) -> tuple[bool, ...]:
        """How particular it is: a municipality's own first, then by what is followed up."""
        return (
            self.municipality is not None,
            bool(self.measure_types),
            bool(self.kinds),
            bool(self.aftercare),
            self.step is not None,
            self.regime is not None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a rule asks about one subject, and everything that a row of the law may turn on.

    `nth` tells apart what is asked several times of one subject because of one trigger.
    """

    rule: str
    subject: UUID
    regime: Regime | None = None
    step: str | None = None
    measure_type: str | None = None
    aftercare: bool = False
    section: str = ""
    kind: str | None = None
    acute: bool = False
    nth: str = ""


def number_of(section: str) -> str:
    """The number of a section: `32(1)5` is in § 32."""
    return section.partition("(")[0]


def _key(row: Term) -> tuple[object, ...]:
    return (row.id, row.regime, row.kinds, row.municipality)


class Layer:
    """The law, or local practice: its terms, and how often measures are followed up."""

    def __init__(
        self, terms: Editions[Term], frequencies: Editions[Term], files: Sequence[Path] = ()
    ) -> None:
        self._files = files
        self._editions = {False: terms, True: frequencies}
        self._rows: dict[tuple[date, str], list[Term]] = {}
        for day, rows in last_of_each_day(terms):
            for row in rows:
                self._rows.setdefault((day, row.id), []).append(row)
        for day, rows in last_of_each_day(frequencies):
            self._rows[day, FREQUENCY] = [*rows]

    @classmethod
    def read(cls, *files: Path) -> "Layer":
        """Read some files, each an edition of its day; of one day, the later amends the earlier.

        Raises:
            ValidationError: when a row is not what it should be.
        """
        terms = Editions.read(files, "term", Term, _key)
        return cls(terms, Editions.read(files, FREQUENCY, Term, _key), files)

    def amended(self, file: Path) -> "Layer":
        """The same with one edition more."""
        return Layer.read(*self._files, file)

    def row(
        self, rule: str, duty: Duty, day: date, municipality: str | None
    ) -> tuple[Term, date] | None:
        """The row that binds a duty on a day, and its edition; `None` when there is none."""
        try:
            in_force = self._editions[rule == FREQUENCY].on(day).in_force
        except NotInForce:
            return None
        rows = self._rows.get((in_force, rule), ())
        fitting = [each for each in rows if each.fits(duty, municipality)]
        return (max(fitting, key=lambda each: each.particular), in_force) if fitting else None


def last_of_each_day(editions: Editions[Term]) -> Iterable[tuple[date, Iterable[Term]]]:
    """What is in force from each day on: of several editions of one day, the last is whole."""
    whole = {each.in_force: each.rows.values() for each in editions.editions}
    return whole.items()


def editions(folder: Path) -> list[Path]:
    """The editions in a folder, oldest first."""
    return sorted(folder.glob("*.toml"), key=lambda each: each.name)


STATUTORY = Layer.read(*editions(FOLDER / "statute"))
LOCAL = Layer.read(*editions(FOLDER / "practice"))
