"""What is made in one girl's story (S06): ids of real things, by the noun of a path."""

from deploy.demo.client import Gateway
from deploy.demo.girl import Girl

KINDS = {
    "assignments": "CaseworkerAssigned",
    "child-conversations": "ChildConversationHeld",
    "consents": "ConsentGiven",
    "decisions": "DecisionMade",
    "follow-ups": "FollowUpHeld",
    "goals": "GoalSet",
    "investigations": "InvestigationStarted",
    "measures": "MeasureStarted",
    "meetings": "MeetingHeld",
    "moves": "MoveMade",
    "network-mappings": "NetworkMapped",
    "obligations": "ObligationArose",
    "parallel-classifications": "ParallelClassified",
    "people": "PersonAdded",
    "plans": "PlanDrafted",
    "return-options": "ReturnOptionSet",
}


def things_of(gateway: Gateway, girl: Girl) -> dict[str, str]:
    """The id of one of each."""
    happened = gateway.everything(f"{girl.at}/timeline")
    last = {each["kind"]["code"]: each["data"].get("id") for each in happened}
    return {noun: last[kind] for noun, kind in KINDS.items() if last.get(kind)}
