"""Run follow-up: `python -m services.followup api` or `… worker`."""

from services.followup.main import create_app
from services.followup.settings import Settings
from shared.serve import serve

settings = Settings()
serve(settings, lambda working: create_app(settings, working=working))
