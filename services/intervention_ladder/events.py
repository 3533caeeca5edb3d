"""Every fact of the ladder, in the one catalog under which it is stored.

Facts are past tense, and never edited or deleted. Each `id` names what the fact is about.
"""

from typing import get_args

from services.intervention_ladder.correction.events import CorrectionEvent
from services.intervention_ladder.defining import LadderDefined
from services.intervention_ladder.exit_plan.events import ExitPlanEvent
from services.intervention_ladder.measure.events import MeasureEvent
from services.intervention_ladder.move.events import MoveEvent
from services.intervention_ladder.news.events import NewsEvent
from services.intervention_ladder.parallel.events import ParallelEvent
from services.intervention_ladder.provision.events import ProvisionEvent
from services.intervention_ladder.readings import ReadingEvent
from services.intervention_ladder.return_option.events import ReturnOptionEvent
from services.intervention_ladder.safety_plan.events import SafetyPlanEvent
from services.intervention_ladder.sibling.events import SiblingEvent
from shared.facts import Catalog

LadderEvent = (
    NewsEvent | MoveEvent | MeasureEvent | ExitPlanEvent | ReturnOptionEvent | ParallelEvent
    | SiblingEvent | SafetyPlanEvent | CorrectionEvent | ReadingEvent
)  # fmt: skip
Event = LadderEvent | ProvisionEvent | LadderDefined

catalog: Catalog[Event] = Catalog("ladder", *get_args(Event))
