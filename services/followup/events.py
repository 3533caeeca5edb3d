"""Every fact of follow-up, in the one catalog under which it is stored."""

from typing import get_args

from services.followup.concern.events import ConcernEvent
from services.followup.heard.facts import Heard, Kept
from services.followup.meeting.events import MeetingEvent
from services.followup.obligation.events import ObligationEvent
from services.followup.placement.events import PlacementEvent
from services.followup.retraction.events import RetractionEvent
from services.followup.review.events import (
    FollowUpCorrected,
    FollowUpHeld,
    FollowUpScheduleDecided,
)
from shared.facts import Catalog

Told = Kept | MeetingEvent | FollowUpHeld | FollowUpScheduleDecided | PlacementEvent | ConcernEvent
"""What is known of a thing until it is said otherwise."""
FollowUpEvent = Told | Heard | FollowUpCorrected | RetractionEvent | ObligationEvent

catalog: Catalog[FollowUpEvent] = Catalog("followup", *get_args(FollowUpEvent))
