"""What neighbours may know: what is due and why, what was held and what came of it. No words."""

from collections.abc import Mapping

from services.followup import events
from services.followup.concern import events as concern
from services.followup.meeting import events as meetings
from services.followup.obligation import events as obligation
from services.followup.placement import events as placement
from services.followup.retraction import events as retraction
from services.followup.review import events as reviews
from shared.contracts import followup as published
from shared.contracts import meeting, review
from shared.contracts.followup import FollowUpPublished

PUBLIC: Mapping[type[events.FollowUpEvent], type[FollowUpPublished]] = {
    meetings.MeetingPlanned: published.MeetingPlanned,
    meetings.MeetingRescheduled: meeting.MeetingRescheduled,
    meetings.MeetingCancelled: meeting.MeetingCancelled,
    meetings.AttendanceRecorded: meeting.AttendanceRecorded,
    meetings.MeetingHeld: published.MeetingHeld,
    meetings.AgreementSettled: meeting.AgreementSettled,
    meetings.NetworkDeclined: meeting.NetworkDeclined,
    reviews.FollowUpHeld: published.FollowUpHeld,
    reviews.FollowUpCorrected: published.FollowUpCorrected,
    reviews.FollowUpScheduleDecided: review.FollowUpScheduleDecided,
    placement.SupervisionVisitHeld: review.SupervisionVisitHeld,
    placement.StatisticsReported: review.StatisticsReported,
    concern.ConcernRaised: review.ConcernRaised,
    concern.ConcernAnswered: review.ConcernAnswered,
    retraction.RecordRetracted: review.RecordRetracted,
    obligation.ObligationArose: published.ObligationArose,
    obligation.ObligationMoved: published.ObligationMoved,
    obligation.ObligationMet: published.ObligationMet,
    obligation.ObligationLapsed: published.ObligationLapsed,
    obligation.ObligationReopened: published.ObligationReopened,
    obligation.ObligationOverdue: published.ObligationOverdue,
    obligation.ObligationDeferred: published.ObligationDeferred,
    obligation.ObligationEscalated: published.ObligationEscalated,
    obligation.ReminderFellDue: published.ReminderDue,
}


def publish(fact: events.FollowUpEvent) -> FollowUpPublished | None:
    """The public form of a fact, if it has one: the fields that its contract names."""
    public = PUBLIC.get(type(fact))
    return public.model_validate(fact, from_attributes=True) if public else None
