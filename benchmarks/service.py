"""A service of one journal, in a process of its own: everything between a socket and the log."""

import multiprocessing
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import uvicorn
import uvloop
from fastapi import APIRouter, FastAPI
from starlette.responses import Response

from benchmarks import sample
from shared.application import Application
from shared.clock import utc_now
from shared.feed import add_feed
from shared.http import Route, add_commands, add_routes, create_service
from shared.settings import ServiceSettings
from shared.telemetry import log_as_json

SCOPE = "journal.write"
ROUTES = (
    Route("/journals", sample.OpenJournal, SCOPE, opens=True),
    Route("/journals/{journal_id}/notes", sample.WriteNote, SCOPE),
)


@dataclass(frozen=True, slots=True)
class Served:
    """Where the service answers."""

    host: str
    port: int

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}"


def create_app(settings: ServiceSettings) -> FastAPI:
    """The journal service, and an endpoint that does nothing: the ceiling."""
    journals = Application(settings, sample.journals, utc_now)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with journals.running(working=False):
            yield

    app = create_service(
        "Journals",
        "For measuring",
        metrics=journals.metrics,
        tokens=journals.tokens,
        ready=journals.ready,
        lifespan=lifespan,
    )
    router = APIRouter()
    router.add_api_route("/empty", nothing)
    add_commands(router, journals.desk(sample.journal), ROUTES)
    add_feed(router, journals.log, sample.publish)
    add_routes(app.router, router)
    return app


async def nothing() -> Response:
    return Response("{}", media_type="application/json")


def settings_of(dsn: str) -> ServiceSettings:
    return ServiceSettings(dsn=dsn, environment="development")


def serve(listening: socket.socket, dsn: str) -> None:
    """Serve until told to stop, as production does."""
    log_as_json("warning")
    config = uvicorn.Config(create_app(settings_of(dsn)), log_level="warning", access_log=False)
    uvloop.run(uvicorn.Server(config).serve([listening]))


@contextmanager
def running(dsn: str) -> Iterator[Served]:
    """The service in another process. Its socket listens before it starts: nobody need poll."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        process = multiprocessing.get_context("spawn").Process(target=serve, args=(listening, dsn))
        process.start()
        try:
            yield Served(*listening.getsockname())
        finally:
            process.terminate()
            process.join()
