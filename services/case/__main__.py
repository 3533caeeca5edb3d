"""Run the case service: `python -m services.case api` or `… worker`."""

from services.case.main import create_app
from services.case.settings import Settings
from shared.serve import serve

settings = Settings()
serve(settings, lambda working: create_app(settings, working=working))
