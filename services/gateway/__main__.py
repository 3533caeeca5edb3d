"""Run the gateway: `python -m services.gateway api` or `… worker`."""

from services.gateway.main import create_app
from services.gateway.settings import Settings
from shared.serve import serve

settings = Settings()
serve(settings, lambda working: create_app(settings, working=working))
