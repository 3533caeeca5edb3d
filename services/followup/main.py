"""Follow-up's HTTP application, for a process of its own or inside another's."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.followup.api import create_router
from services.followup.application import FollowUpApplication
from services.followup.settings import Settings
from shared.application import create_app as create
from shared.clock import Clock
from shared.transport import Sockets, Transport


def create_app(
    settings: Settings,
    neighbours: Mapping[str, Transport] | None = None,
    clock: Clock | None = None,
    *,
    working: bool = True,
) -> FastAPI:
    """Wire follow-up; `working` also follows the neighbours' news and the clock in this process."""
    reached: Mapping[str, Transport] = (
        {"case": Sockets(settings.case_url), "ladder": Sockets(settings.ladder_url)}
        if neighbours is None
        else neighbours
    )
    application = FollowUpApplication(settings, reached, clock or settings.clock())
    return create(
        application,
        "Indsats: follow-up",
        "What is due, why, and what became of it; meetings and follow-ups (opfølgning).",
        create_router(application),
        working=working,
        afterwards=application.agenda.look,
    )
