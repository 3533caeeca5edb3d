"""The case service's HTTP application, for a process of its own or inside another's."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.case.api import create_router
from services.case.application import CaseApplication
from services.case.settings import Settings
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
    """Wire the case service; `working` also follows the ladder's news in this process."""
    reached = {"ladder": Sockets(settings.ladder_url)} if neighbours is None else neighbours
    application = CaseApplication(settings, reached, clock or settings.clock())
    return create(
        application,
        "Indsats: the case",
        "Worries, the child's case, investigations, consents, plans and decisions (sagen).",
        create_router(application),
        working=working,
    )
