"""The case service's HTTP application, for a process of its own or inside another's."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.case.api import create_router
from services.case.application import CaseApplication
from services.case.settings import Settings
from shared.application import create_app as create
from shared.clock import Clock
from shared.transport import Transport


def create_app(
    settings: Settings,
    neighbours: Mapping[str, Transport] | None = None,  # noqa: ARG001 - wired as every service is
    clock: Clock | None = None,
    *,
    working: bool = True,
) -> FastAPI:
    """Wire the case service; it follows nobody."""
    application = CaseApplication(settings, clock or settings.clock())
    return create(
        application,
        "Indsats: the case",
        "Worries, the child's case, investigations, consents, plans and decisions (sagen).",
        create_router(application),
        working=working,
    )
