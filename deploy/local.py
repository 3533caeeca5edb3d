"""Everything in one process on embedded PostgreSQL: `make run`."""

import asyncio
import sys
from signal import SIGTERM, signal
from socket import socket

import uvicorn

from deploy.embedded import CannotEmbed, Embedded
from deploy.settings import LocalSettings
from deploy.stack import build, prepare
from shared.telemetry import log_as_json
from shared.wall import Walled

GRACE = 3  # seconds that running requests get on Ctrl-C
YEARS, RHYTHM = "2", "7"  # how much is told of a municipality, and how many days at a time
WELCOME = """
Indsats runs at {address}      (Ctrl-C stops it; the data stay in {var})

  The API    {address}/docs
  A token    curl -s -X POST {address}/dev/tokens -H 'content-type: application/json' \\
                  -d '{{"persona": "caseworker"}}'
  A story    make demo
"""


class Server(uvicorn.Server):
    """Says where it is, once it is there."""

    welcome: str
    ready: asyncio.Event

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(self.welcome)
        sys.stdout.flush()
        self.ready.set()


def main() -> None:
    """Start PostgreSQL, migrate, serve; stop all of it in turn."""
    settings = LocalSettings()
    log_as_json("warning")
    signal(SIGTERM, lambda *_: sys.exit(0))  # leave through every open door, PostgreSQL's too
    try:
        with Embedded(settings.var.resolve() / "postgres") as server:
            prepare(server.dsn)
            serve(server, settings)
    except CannotEmbed as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.stdout.write("\nIndsats has stopped.\n")


def serve(embedded: Embedded, settings: LocalSettings) -> None:
    """Serve the gateway's port until told to stop."""
    stack = build(embedded.dsn)
    config = uvicorn.Config(
        stack.gateway,
        host="127.0.0.1",
        port=settings.port,
        http=Walled,
        access_log=False,
        log_config=None,
        server_header=False,
        lifespan="off",  # the stack is opened here, all four of it
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    server.welcome = WELCOME.format(address=settings.address, var=settings.var)

    async def until_stopped() -> None:
        server.ready = asyncio.Event()
        async with stack.running():
            seeding = asyncio.create_task(seeded(settings, server.ready))
            try:
                await server.serve()
            finally:
                seeding.cancel()
                await asyncio.gather(seeding, return_exceptions=True)

    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(until_stopped())


async def seeded(settings: LocalSettings, ready: asyncio.Event) -> None:
    """Tell an empty database of a municipality, in a process of its own; then real time.

    What an earlier run began is told to its end.
    """
    settings.seeding.unlink(missing_ok=True)
    if settings.seed == "none":
        return
    await ready.wait()
    settings.seeding.touch()
    told = [sys.executable, "-m", "deploy.municipality", "--begun", f"{settings.begun}", "--url"]
    told += [settings.address, "--profile", settings.seed, "--years", YEARS, "--rhythm", RHYTHM]
    telling = await asyncio.create_subprocess_exec(*told)
    try:
        await telling.wait()
    finally:
        if telling.returncode is None:
            telling.terminate()
            await telling.wait()
        settings.seeding.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
