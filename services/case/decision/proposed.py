"""A decision as it would be, and the sections of the law that it can be made under."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.case.decision import commands
from services.case.decision.state import Decision
from services.case.intake.state import Application
from services.case.rules import STATUTE_FOLDER, custodians_on, of_age
from services.case.state import Case, Consent, covered
from shared.contracts.case import Regime
from shared.editions import Editions, Row
from shared.things import find


class Section(Row):
    """A section of the law, the measure types it covers, and the rules it requires to be met.

    `burdens`: what is granted under it goes against somebody. `until_years`: the birthday from
    which nothing is granted under it.
    """

    regime: Regime
    section: str
    measure_types: tuple[str, ...]
    requires: tuple[str, ...]
    burdens: bool = False
    until_years: int | None = None


SECTIONS = Editions.read(
    STATUTE_FOLDER, "section", Section, key=lambda row: (row.regime, row.section)
)
BODIES = Editions.read(STATUTE_FOLDER, "body", Row)
GROUNDS = Editions.read(STATUTE_FOLDER, "ground", Row)


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
        return section_of(self.decision.regime, self.decision.section, self.day)

    @property
    def replaced(self) -> Decision | None:
        return self.case.decision(self.decision.replaces_decision_id)

    @property
    def application(self) -> Application | None:
        return find(self.case.applications, self.decision.application_id)

    @property
    def consents(self) -> Sequence[Consent]:
        """The consents that count: to measures, in force on the day, and named if any are."""
        named = self.decision.consent_ids
        return [
            each
            for each in self.case.consents
            if each.measure_types
            and each.holds_on(self.day)
            and (named is None or each.id in named)
        ]

    def covering(self, party: UUID | None, measure_type: str) -> Sequence[Consent]:
        """The consents of a party that cover a measure type."""
        return [
            each
            for each in self.consents
            if each.party_id == party and measure_type in each.measure_types
        ]

    def consented(self, rule: str) -> bool:
        """Whether the consents of each party that a rule names cover every measure type."""
        wanted = set(self.decision.measure_types)
        parties = asked_by(rule, self.case, self.day)
        return all(wanted <= covered(self.consents, party) for party in parties)


def section_of(regime: Regime, section: str, day: date) -> Section | None:
    """A section as it stands on a day, or, when it is not in force then, as it last stood."""
    editions = (SECTIONS.nearest(day), *reversed(SECTIONS.editions))
    found = (edition.get((regime, section)) for edition in editions)
    return next((each for each in found if each is not None), None)


def asked_by(rule: str, case: Case, day: date) -> Sequence[UUID | None]:
    """Whose consent a rule asks for on a day: of every custodian, or of the child (`None`)."""
    if rule == "custodians-consent":
        return [each.id for each in custodians_on(case, day)]
    consents_itself = rule == "child-consents-from-15" and of_age("consent", case, day)
    return [None] if consents_itself else []
