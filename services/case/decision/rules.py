"""What the law requires of decisions. Which section requires what is in `statute/`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.case.decision import commands
from services.case.rules import FIRST_DAY, STATUTE_FOLDER, in_force
from services.case.state import Case, Consent, covered
from shared.calendar import age_on
from shared.contracts.case import Regime, regime_on
from shared.decider import Unmet
from shared.editions import Editions, Row

CONSENTS_FROM = 15  # years of age


class Section(Row):
    """A section of the law, the measure types it covers, and the rules it requires to be met."""

    regime: Regime
    section: str
    measure_types: tuple[str, ...]
    requires: tuple[str, ...]


SECTIONS = Editions.read(
    STATUTE_FOLDER, "section", Section, key=lambda row: (row.regime, row.section)
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A decision as it would be: what is asked, in which case, on which day."""

    decision: commands.MakeDecision
    case: Case
    today: date

    @property
    def day(self) -> date:
        return self.decision.decided_on

    @property
    def section(self) -> Section | None:
        """The section named, in force or not: what it requires can be said all the same."""
        key = (self.decision.regime, self.decision.section)
        found = (edition.get(key) for edition in reversed(SECTIONS.editions))
        return next((each for each in found if each is not None), None)

    @property
    def consents(self) -> Sequence[Consent]:
        """The consents that count: in force on the day, and named if any are."""
        named = self.decision.consent_ids
        return [
            each
            for each in self.case.consents
            if each.holds_on(self.day) and (named is None or each.id in named)
        ]

    def consented_by(self, *parties: UUID | None) -> bool:
        """Whether each party's consents cover every measure type."""
        wanted = set(self.decision.measure_types)
        return all(wanted <= covered(self.consents, party) for party in parties)


Check = Callable[[Proposed], bool]


def open_on_the_day(proposed: Proposed) -> bool:
    return proposed.case.closed_on is None and proposed.case.opened_on <= proposed.day


def section_in_force(proposed: Proposed) -> bool:
    """Whether the day's law has the section; another regime's is the regime's own rule."""
    key = (proposed.decision.regime, proposed.decision.section)
    in_the_regime = regime_on(proposed.day) == proposed.decision.regime
    return not in_the_regime or SECTIONS.on(max(proposed.day, FIRST_DAY)).get(key) is not None


def measures_covered(proposed: Proposed) -> bool:
    section = proposed.section
    return section is None or set(proposed.decision.measure_types) <= set(section.measure_types)


def custodians_consent(proposed: Proposed) -> bool:
    custodians = proposed.case.custodians_on(proposed.day)
    return proposed.consented_by(*(each.id for each in custodians))


def child_consents(proposed: Proposed) -> bool:
    identity = proposed.case.identity
    young = identity is None or age_on(identity.born_on, proposed.day) < CONSENTS_FROM
    return young or proposed.consented_by(None)


ALWAYS: Mapping[str, Check] = {
    "law-known": lambda proposed: proposed.day >= FIRST_DAY,
    "case-open": open_on_the_day,
    "not-in-the-future": lambda proposed: proposed.day <= proposed.today,
    "regime-on-the-day": lambda proposed: regime_on(proposed.day) == proposed.decision.regime,
    "section-in-force": section_in_force,
    "section-covers-measures": measures_covered,
    "chair-decides-provisionally": lambda proposed: (
        proposed.decision.body != "chair" or proposed.decision.acute
    ),
    "child-identified": lambda proposed: proposed.case.identity is not None,
}
WHEN_REQUIRED: Mapping[str, Check] = {
    "child-heard": lambda proposed: proposed.case.heard_by(proposed.day),
    "custodian-known": lambda proposed: bool(proposed.case.custodians_on(proposed.day)),
    "custodians-consent": custodians_consent,
    "child-consents-from-15": child_consents,
    "committee-decides": lambda proposed: proposed.decision.body != "authority",
    "investigation-completed": lambda proposed: proposed.case.investigated_by(proposed.day),
    "plan-approved": lambda proposed: proposed.case.planned_by(proposed.day),
    "purpose-stated": lambda proposed: proposed.decision.purpose is not None,
    "duration-stated": lambda proposed: proposed.decision.expected_months is not None,
}


def unmet_decision(proposed: Proposed) -> Iterator[Unmet]:
    """Every rule that stands in the way of a decision."""
    rules = in_force(proposed.day)
    section, decision = proposed.section, proposed.decision
    required = section.requires if section else ()
    for name, met in {**ALWAYS, **{each: WHEN_REQUIRED[each] for each in required}}.items():
        rule = rules[name]
        spared = rule.unless_acute and decision.acute
        applies = decision.kind == "grant" or not rule.grants_only
        if applies and not spared and not met(proposed):
            yield rule.unmet()
