"""Running one service in a process of its own."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from socket import socket

import uvicorn
from fastapi import FastAPI

from shared.settings import ServiceSettings
from shared.telemetry import log_as_json
from shared.wall import Walled

GRACE = 5  # seconds that running requests get when the process is told to stop
NOT_STARTED = 3  # how the process ends that could not start


def serve(settings: ServiceSettings, create: Callable[[bool], FastAPI]) -> None:
    """Serve as `api` or as `worker`: a worker also follows neighbours and does timed work.

    Run as many of either as needed: each follower elects one active runner by itself.
    """
    parser = ArgumentParser(prog=f"python -m {type(settings).__module__.rpartition('.')[0]}")
    parser.add_argument("kind", choices=["api", "worker"])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=settings.port)
    chosen = parser.parse_args()
    log_as_json(settings.log_level)
    app = create(chosen.kind == "worker")
    config = uvicorn.Config(
        app,
        host=chosen.host,
        port=chosen.port,
        http=Walled,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config, getattr(app.state, "closing", None))
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(NOT_STARTED)


class Server(uvicorn.Server):
    """A server that first lets go who waits for news, so that it stops at once."""

    def __init__(self, config: uvicorn.Config, closing: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._closing = closing

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        if self._closing:
            self._closing()
        await super().shutdown(sockets)
