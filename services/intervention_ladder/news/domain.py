"""What neighbours told, remembered: the case, and what must precede a measure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.intervention_ladder.news import commands, events
from services.intervention_ladder.state import Ladder
from shared.decider import Asked

OF_CASE = (commands.NoteCase, commands.NoteCaseEnd, commands.NoteChild)
HEARD: Mapping[type[commands.NewsCommand], Callable[..., events.NewsEvent]] = {
    commands.NoteCase: events.CaseHeard,
    commands.NoteCaseEnd: events.CaseEndHeard,
    commands.NoteChild: events.ChildHeard,
    commands.NoteSibling: events.SiblingHeard,
    commands.NoteSiblingGone: events.SiblingGoneHeard,
    commands.NoteInvestigation: events.InvestigationHeard,
    commands.NoteNetworkMapping: events.NetworkMappingHeard,
    commands.NoteGoal: events.GoalHeard,
    commands.NoteDecision: events.DecisionHeard,
    commands.NoteCommittee: events.CommitteeHeard,
    commands.NoteExtension: events.ExtensionHeard,
    commands.NoteAppeal: events.AppealHeard,
    commands.NoteSuspension: events.SuspensionHeard,
    commands.NoteAppealSettled: events.AppealSettledHeard,
    commands.NoteConsent: events.ConsentHeard,
    commands.NoteConsentEnd: events.ConsentEndHeard,
    commands.NoteFollowUp: events.FollowUpHeard,
    commands.NoteRetraction: events.RetractionHeard,
}
KEPT_AS: Mapping[str, type] = {  # as what a neighbour's fact is kept, if it can be taken back
    "CaseClosed": events.CaseEndHeard,
    "ChildIdentified": events.ChildHeard,
    "PersonAdded": events.SiblingHeard,
    "PersonLeft": events.SiblingGoneHeard,
    "InvestigationCompleted": events.InvestigationHeard,
    "NetworkMapped": events.NetworkMappingHeard,
    "GoalSet": events.GoalHeard,
    "DecisionMade": events.DecisionHeard,
    "ProvisionalDecisionConsidered": events.CommitteeHeard,
    "AppealLodged": events.AppealHeard,
    "AppealSuspended": events.SuspensionHeard,
    "AppealReconsidered": events.AppealSettledHeard,
    "AppealDecided": events.AppealSettledHeard,
    "ConsentGiven": events.ConsentHeard,
    "ConsentWithdrawn": events.ConsentEndHeard,
    "FollowUpHeld": events.FollowUpHeard,
}


def what_follows(
    asked: Asked[Any], note: commands.NewsCommand, ladder: Ladder
) -> Sequence[events.NewsEvent]:
    """The fact that something was heard, about the case itself or about a thing in it."""
    match note:
        case commands.NoteFollowUpDay():
            held = ladder.one(events.FollowUpHeard, note.id)
            return [replace(held, held_on=note.held_on)] if held else []
        case commands.NoteSiblingGone():
            known = ladder.one(events.SiblingHeard, note.id)
            return [heard(note, asked.id)] if known else []
        case _:
            return [heard(note, asked.id)]


def heard(note: commands.NewsCommand, case: UUID) -> events.NewsEvent:
    about = {"id": case} if isinstance(note, OF_CASE) else {}
    return HEARD[type(note)](**about, **dict(note))


def evolve(ladder: Ladder, fact: events.NewsEvent) -> Ladder:
    """Remember what was heard; of one thing, what was heard last."""
    if isinstance(fact, events.RetractionHeard):
        return ladder.without(KEPT_AS[fact.record_kind], fact.id)
    return ladder.with_(fact)
