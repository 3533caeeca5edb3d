"""Every read model, by name."""

from services.gateway.projection import ReadModel
from services.gateway.read_models import (
    access,
    agenda,
    counselling,
    events,
    inbox,
    ladder,
    observed,
    overview,
    portfolio,
    relations,
    timeline,
)

MODELS: tuple[ReadModel, ...] = (
    access.MODEL,
    relations.MODEL,
    overview.MODEL,
    agenda.MODEL,
    timeline.MODEL,
    ladder.PERIODS,
    ladder.MOVEMENTS,
    ladder.READINGS,
    ladder.BASES,
    portfolio.MODEL,
    counselling.MODEL,
    inbox.MODEL,
    observed.MODEL,
    events.MODEL,
)
BY_NAME = {model.name: model for model in MODELS}
REBUILDABLE = {  # the order of events is given out once
    name: model for name, model in BY_NAME.items() if model is not events.MODEL
}
FEEDS = ("case", "ladder", "followup", "gateway")
