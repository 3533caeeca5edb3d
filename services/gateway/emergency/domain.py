"""What follows when a case is opened in an emergency, or such an opening is reviewed."""

from collections.abc import Sequence
from datetime import timedelta

from services.gateway.emergency import commands, events, rules
from services.gateway.emergency.state import Override, Overrides
from shared.calendar import day_of
from shared.decider import Asked, Decider, Unknown, require
from shared.sealing import Sealed
from shared.things import changed, find


def evolve(overrides: Overrides, fact: events.Event) -> Overrides:
    match fact:
        case events.AccessOverridden():
            return (*overrides, Override(fact.id, fact.subject))
        case events.OverrideReviewed():
            return changed(overrides, fact.id, reviewed=True)


def decide(asked: Asked[commands.EmergencyCommand], overrides: Overrides) -> Sequence[events.Event]:
    """Raises: `Refused` when a rule is unmet, `Unknown` for an access that there is not."""
    match asked.command:
        case commands.OpenEmergencyAccess() as opening:
            return [opened(asked, opening)]
        case commands.ReviewEmergencyAccess() as review:
            return [reviewed(asked, review, overrides)]


def opened(
    asked: Asked[commands.EmergencyCommand], opening: commands.OpenEmergencyAccess
) -> events.AccessOverridden:
    day = day_of(asked.at)
    require(rules.unmet(day, rules.of_opening(opening, day)))
    return events.AccessOverridden(
        id=asked.id,
        subject=asked.by,
        unit=asked.unit,
        reason=Sealed(opening.reason),
        opened_at=asked.at,
        ends_at=asked.at + timedelta(hours=opening.hours),
    )


def reviewed(
    asked: Asked[commands.EmergencyCommand],
    review: commands.ReviewEmergencyAccess,
    overrides: Overrides,
) -> events.OverrideReviewed:
    override = find(overrides, asked.of)
    if override is None:
        raise Unknown
    require(rules.unmet(day_of(asked.at), rules.of_review(override, asked.by)))
    return events.OverrideReviewed(
        id=override.id,
        finding=review.finding,
        words=Sealed(review.words),
        reviewer=asked.by,
        reviewed_at=asked.at,
    )


overrides: Decider[commands.EmergencyCommand, Overrides, events.Event] = Decider((), evolve, decide)
