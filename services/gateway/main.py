"""The gateway's HTTP application: the one address that clients know."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from starlette.middleware import Middleware

from services.gateway.answering import Answering
from services.gateway.api import add_everything
from services.gateway.application import GatewayApplication
from services.gateway.border import Border
from services.gateway.development_api import add_development
from services.gateway.manners import Mannered
from services.gateway.pages import add_pages
from services.gateway.presenting import SMALL, Presented
from services.gateway.settings import Settings
from shared.clock import Clock
from shared.http import create_service
from shared.transport import Sockets, Transport


def create_app(
    settings: Settings,
    services: Mapping[str, Transport] | None = None,
    clock: Clock | None = None,
    *,
    working: bool = True,
) -> FastAPI:
    """Wire the gateway; `working` also keeps the read models up to date in this process."""
    application = GatewayApplication(
        settings, services or over_sockets(settings), clock or settings.clock()
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with application.running(working=working):
            yield

    app = create_service(
        "Indsats",
        "The gateway.",
        metrics=application.metrics,
        tokens=application.tokens,
        ready=application.ready,
        lifespan=lifespan,
    )
    app.state.closing = application.close
    add_everything(app, application)
    add_pages(app)
    if settings.in_development:
        add_development(app, application)
    add_manners(app, application)
    return app


def add_manners(app: FastAPI, application: GatewayApplication) -> None:
    """What every answer passes: masks and the read log innermost, what browsers see outermost."""
    app.user_middleware.append(Middleware(Border, cursors=application.cursors))
    app.user_middleware.append(Middleware(Presented))
    app.user_middleware.append(
        Middleware(Answering, masks=application.masks, read_log=application.read_log)
    )
    if application.settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=application.settings.cors_origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["*"],
        )
    app.add_middleware(GZipMiddleware, minimum_size=SMALL)
    app.add_middleware(Mannered)


def over_sockets(settings: Settings) -> Mapping[str, Transport]:
    return {
        "case": Sockets(settings.case_url),
        "ladder": Sockets(settings.ladder_url),
        "followup": Sockets(settings.followup_url),
    }
