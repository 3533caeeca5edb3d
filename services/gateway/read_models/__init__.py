"""Every read model, by name."""

from services.gateway.projection import ReadModel
from services.gateway.read_models import (
    access,
    agenda,
    counselling,
    inbox,
    ladder,
    overview,
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
    counselling.MODEL,
    inbox.MODEL,
)
BY_NAME = {model.name: model for model in MODELS}
FEEDS = ("case", "ladder", "followup")
