"""What neighbours may know: what is due and why, and which meetings and follow-ups were held."""

from collections.abc import Mapping

from services.followup import events
from shared.contracts import followup as published
from shared.contracts.followup import FollowUpPublished

PUBLIC: Mapping[type[events.FollowUpEvent], type[FollowUpPublished]] = {
    events.MeetingPlanned: published.MeetingPlanned,
    events.MeetingHeld: published.MeetingHeld,
    events.FollowUpHeld: published.FollowUpHeld,
    events.FollowUpCorrected: published.FollowUpCorrected,
    events.ObligationArose: published.ObligationArose,
    events.ObligationMoved: published.ObligationMoved,
    events.ObligationMet: published.ObligationMet,
    events.ObligationLapsed: published.ObligationLapsed,
    events.ObligationReopened: published.ObligationReopened,
    events.ObligationOverdue: published.ObligationOverdue,
}


def publish(fact: events.FollowUpEvent) -> FollowUpPublished | None:
    """The public form of a fact, if it has one: the fields that its contract names."""
    public = PUBLIC.get(type(fact))
    return public.model_validate(fact, from_attributes=True) if public else None
