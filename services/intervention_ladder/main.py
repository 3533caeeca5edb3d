"""The ladder's HTTP application, for a process of its own or inside another's."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.intervention_ladder.api import create_router
from services.intervention_ladder.application import LadderApplication
from services.intervention_ladder.settings import Settings
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
    """Wire the ladder; `working` also follows the neighbours' news and the clock in this process.

    Follow-up follows the ladder, and the ladder follows follow-up: whichever starts first tries
    again until the other is there.
    """
    reached: Mapping[str, Transport] = (
        {"case": Sockets(settings.case_url), "followup": Sockets(settings.followup_url)}
        if neighbours is None
        else neighbours
    )
    application = LadderApplication(settings, reached, clock or settings.clock())
    return create(
        application,
        "Indsats: the intervention ladder",
        "Where a child stands on the ladder of interventions (indsatstrappen), how, and why.",
        create_router(application),
        working=working,
        afterwards=application.expiry.look,
    )
