"""Every service and every worker in a process of its own, as in production.

`python -m deploy.processes` runs all eight on embedded PostgreSQL: the gateway at PORT, the others
behind it. Each is told what it needs by its own environment variables, and by nothing else.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx

from deploy.embedded import CannotEmbed, Embedded
from deploy.settings import LocalSettings
from deploy.stack import PACKAGES, DsnOf, prepare

ROOT = Path(__file__).parent.parent
ATTEMPTS, PAUSE = 300, 0.1  # how often a process is asked whether it is ready; seconds between
GRACE = 10.0  # seconds until a process that was told to stop is killed
Kind = Literal["api", "worker"]
KINDS: tuple[Kind, ...] = ("api", "worker")
ASKS = {  # whom each service reaches
    "case": ("ladder",),
    "ladder": ("case", "followup"),
    "followup": ("case", "ladder"),
    "gateway": ("case", "ladder", "followup"),
}


class NotStarted(Exception):
    """A process ended, or never became ready; the message says which."""


@dataclass(frozen=True, slots=True)
class Place:
    """One process: of a service, its API or its worker."""

    service: str
    kind: Kind

    def __str__(self) -> str:
        return f"{self.service} {self.kind}"


PLACES = tuple(Place(service, kind) for service in PACKAGES for kind in KINDS)


class Processes:
    """All the processes of one stack: started, killed and started again, one by one or together."""

    def __init__(self, dsn_of: DsnOf, ports: Mapping[Place, int]) -> None:
        self._dsn_of = dsn_of
        self._ports = ports
        self._running: dict[Place, subprocess.Popen[bytes]] = {}

    def address(self, place: Place) -> str:
        return f"http://127.0.0.1:{self._ports[place]}"

    @property
    def front(self) -> str:
        """The address that clients know."""
        return self.address(Place("gateway", "api"))

    def environment(self, service: str) -> dict[str, str]:
        """What a service is told: its database, and where it reaches its neighbours."""
        told = {
            "ENVIRONMENT": "development",
            "LOG_LEVEL": "error",
            "DSN": self._dsn_of(service),
        }
        told |= {f"{each.upper()}_URL": self.address(Place(each, "api")) for each in ASKS[service]}
        return {f"{service.upper()}_{name}": value for name, value in told.items()}

    def start(self, *places: Place) -> None:
        """Start processes; `ready` waits for them."""
        for place in places:
            command = [sys.executable, "-m", PACKAGES[place.service], place.kind]
            self._running[place] = subprocess.Popen(  # noqa: S603 - our own programs
                [*command, "--port", str(self._ports[place])],
                cwd=ROOT,
                env=self.environment(place.service),
                start_new_session=True,  # Ctrl-C stops us, and we stop them
            )

    def ready(self, *places: Place) -> None:
        """Wait until processes say that they are of use.

        Raises:
            NotStarted: when one has ended instead, or takes too long.
        """
        for place in places:
            process = self._running[place]
            for _ in range(ATTEMPTS):
                if says_ready(self.address(place)):
                    break
                with suppress(subprocess.TimeoutExpired):
                    process.wait(PAUSE)
                    raise NotStarted(f"the {place} process ended with {process.returncode}")
            else:
                raise NotStarted(f"the {place} process does not become ready")

    def kill(self, place: Place) -> None:
        """End a process at once (SIGKILL), whatever it is doing."""
        process = self._running.pop(place)
        process.kill()
        process.wait()

    def stop(self) -> None:
        """Tell all processes to stop, and see to it that they do."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running.clear()

    def wait(self) -> Place:
        """Wait until one of the processes ends; say which."""
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        pid = ended.si_pid if ended else 0
        return next(place for place, process in self._running.items() if process.pid == pid)


def says_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=5).is_success
    except httpx.HTTPError:
        return False


@contextmanager
def running(dsn_of: DsnOf, ports: Mapping[Place, int]) -> Iterator[Processes]:
    """Every service and worker at work on these databases, and stopped at the end."""
    processes = Processes(dsn_of, ports)
    try:
        processes.start(*PLACES)
        processes.ready(*PLACES)
        yield processes
    finally:
        processes.stop()


def behind(port: int) -> dict[Place, int]:
    """The gateway's API at a port, and everything else at the ports after it."""
    front = Place("gateway", "api")
    others = [place for place in PLACES if place != front]
    return {place: port + number for number, place in enumerate([front, *others])}


def main(say: Callable[[str], object] = sys.stdout.write) -> None:
    """Start PostgreSQL, migrate, start everything; stop all of it when one process ends."""
    settings = LocalSettings()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: nobody is left behind
    try:
        with Embedded(settings.var.resolve() / "postgres") as server:
            prepare(server.dsn)
            with running(server.dsn, behind(settings.port)) as processes:
                for place in PLACES:
                    say(f"{place!s:<16} {processes.address(place)}\n")
                sys.stdout.flush()
                sys.exit(f"the {processes.wait()} process ended")
    except (CannotEmbed, NotStarted) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        say("\nstopped\n")


if __name__ == "__main__":
    main()
