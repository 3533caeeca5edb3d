"""What the case service told, remembered: the case, and what must precede a measure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from services.intervention_ladder import commands, events
from services.intervention_ladder.state import Ladder
from shared.things import Thing

Told = TypeVar("Told", bound=Thing)
OF_CASE = (commands.NoteCase, commands.NoteCaseEnd)
HEARD: Mapping[type[commands.Note], Callable[..., events.Heard]] = {
    commands.NoteCase: events.CaseHeard,
    commands.NoteCaseEnd: events.CaseEndHeard,
    commands.NoteInvestigation: events.InvestigationHeard,
    commands.NoteNetworkMapping: events.NetworkMappingHeard,
    commands.NoteDecision: events.DecisionHeard,
    commands.NoteRetraction: events.RetractionHeard,
}


def heard(note: commands.Note, case: UUID) -> events.Heard:
    """The fact that something was heard, about the case itself or about a thing in it."""
    about = {"id": case} if isinstance(note, OF_CASE) else {}
    return HEARD[type(note)](**about, **dict(note))


def evolve(ladder: Ladder, fact: events.Heard) -> Ladder:
    """Remember what was heard; of one thing, what was heard last."""
    match fact:
        case events.CaseHeard():
            return replace(ladder, opened_on=fact.opened_on)
        case events.CaseEndHeard():
            return replace(ladder, closed_on=fact.closed_on)
        case events.InvestigationHeard():
            return replace(ladder, investigations=latest(ladder.investigations, fact))
        case events.NetworkMappingHeard():
            return replace(ladder, network_mappings=latest(ladder.network_mappings, fact))
        case events.DecisionHeard():
            return replace(ladder, decisions=latest(ladder.decisions, fact))
        case events.RetractionHeard():
            return forgotten(ladder, fact)


def forgotten(ladder: Ladder, fact: events.RetractionHeard) -> Ladder:
    """The ladder without what was taken back."""
    match fact.record_kind:
        case "CaseClosed":
            return replace(ladder, closed_on=None)
        case "InvestigationCompleted":
            return replace(ladder, investigations=others(ladder.investigations, fact.id))
        case "NetworkMapped":
            return replace(ladder, network_mappings=others(ladder.network_mappings, fact.id))
        case _:
            return replace(ladder, decisions=others(ladder.decisions, fact.id))


def others(told: tuple[Told, ...], thing: UUID) -> tuple[Told, ...]:
    return tuple(each for each in told if each.id != thing)


def latest(told: tuple[Told, ...], fact: Told) -> tuple[Told, ...]:
    return (*others(told, fact.id), fact)
