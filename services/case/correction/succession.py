"""Of several records on one matter the last that stands holds; whoever heard of them is told which.

A neighbour that keeps only the latest of a kind would otherwise keep what was put right last.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from services.case.admission.events import ConfidentialityChanged
from services.case.child.events import ChildIdentified, NetworkMapped
from services.case.correction.events import EventRestated
from services.case.notification.events import NotificationAcknowledged, NotifierInformed
from services.case.plan.events import GoalSet, GoalStatusSet, PlanApproved

Matter = tuple[str, UUID | None]


def matter(fact: Any) -> Matter | None:  # noqa: ANN401 - any fact
    """What a record says the latest of, if of anything."""
    match fact:
        case ChildIdentified():
            return "identity", None
        case NetworkMapped():
            return "network", None
        case ConfidentialityChanged():
            return "confidentiality", None
        case GoalSet():
            return "goal", fact.id
        case GoalStatusSet():
            return "goal", fact.goal_id
        case PlanApproved():
            return "approval", fact.id
        case NotificationAcknowledged():
            return "acknowledgement", None
        case NotifierInformed():
            return "feedback", None
        case _:
            return None


def restated(
    wrong: Any,  # noqa: ANN401 - any fact
    said: Sequence[Any],
    told: Sequence[Any],
    correction_id: UUID,
) -> list[Any]:
    """The record that holds once another is put right, said again unless it was told just now."""
    about = matter(wrong)
    standing = [each for each in said if about and matter(each) == about]
    if not standing or standing[-1] in told:
        return []
    holds = standing[-1]
    again = EventRestated(
        id=uuid5(correction_id, str(holds.id)),
        record_kind=type(holds).__name__,
        record_id=holds.id,
    )
    return [again, holds]
