"""Families that do not exist: made-up names, streets in no register, replacement CPR numbers."""

from dataclasses import dataclass
from datetime import date, timedelta

from deploy.municipality.chance import Chance
from deploy.municipality.numbers import read

NAMES = read("names")
REPLACEMENT = 60  # is added to the day of birth of whoever has no number of the register's
GIVEN = {"female": NAMES["girls"], "male": NAMES["boys"]}


@dataclass(frozen=True, slots=True)
class Family:
    """Who the children of a lane grow up with. A single mother has custody alone."""

    surname: str
    mother: str
    father: str
    single: bool
    address: str
    protected: bool

    @property
    def custodians(self) -> tuple[tuple[str, str], ...]:
        """Relation and name of each holder of custody."""
        mother = ("mother", f"{self.mother} {self.surname}")
        father = ("father", f"{self.father} {self.surname}")
        return (mother,) if self.single else (mother, father)


@dataclass(frozen=True, slots=True)
class Child:
    """Who a case is about. `number` is the child's own in the whole municipality."""

    number: int
    name: str
    sex: str
    born_on: date

    @property
    def due_on(self) -> date:
        """When it was expected: children come when they come."""
        return self.born_on + timedelta(self.number % 15 - 6)

    @property
    def cpr(self) -> str:
        """A replacement number: 60 added to the day, and the last digit odd for a boy."""
        day = self.born_on.day + REPLACEMENT
        running = self.number % 500 * 2 + (self.sex == "male")
        return f"{day}{self.born_on:%m%y}{4 + self.number // 500 % 6}{running:03}"


def a_family(chance: Chance, children: int = 1) -> Family:
    pick = chance.random.choice
    street = f"{pick(NAMES['ways'])} {chance.between(1, 180)}"
    return Family(
        surname=pick(NAMES["families"]),
        mother=pick(NAMES["women"]),
        father=pick(NAMES["men"]),
        single=chance.yes("single_mother", children),
        address=f"{street}, {pick(NAMES['towns'])}",
        protected=chance.yes("protected_address", children),
    )


def a_child(chance: Chance, number: int, born_on: date, family: Family) -> Child:
    sex = chance.draw("sex")
    return Child(number, f"{chance.random.choice(GIVEN[sex])} {family.surname}", sex, born_on)
