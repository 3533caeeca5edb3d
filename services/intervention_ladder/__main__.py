"""Run the ladder: `python -m services.intervention_ladder api` or `… worker`."""

from services.intervention_ladder.main import create_app
from services.intervention_ladder.settings import Settings
from shared.serve import serve

settings = Settings()
serve(settings, lambda working: create_app(settings, working=working))
