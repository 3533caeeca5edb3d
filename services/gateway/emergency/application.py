"""The gateway's own log of whom it let in, wired as a service of its own inside the gateway."""

from fastapi import FastAPI

from services.gateway.emergency.api import create_router
from services.gateway.emergency.events import catalog
from services.gateway.settings import Settings
from shared.application import Application, create_app
from shared.clock import Clock


def create(settings: Settings, clock: Clock) -> tuple[Application, FastAPI]:
    """The log, and what can be asked of it; it is reached by a direct call alone."""
    application = Application(settings, catalog, clock)
    app = create_app(
        application,
        "Indsats: emergency access",
        "Who was let in to a case in an emergency (nødadgang), and what was thought of it.",
        create_router(application),
        working=False,
    )
    return application, app
