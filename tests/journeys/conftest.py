"""The system as operators run it: every service and worker in a process of its own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from deploy import processes
from deploy.processes import PLACES, Processes
from deploy.stack import DsnOf
from tests.stack import free_ports


@pytest.fixture(scope="session")
def apart() -> Callable[[DsnOf], AbstractContextManager[Processes]]:
    """Run all eight processes on these databases, at ports of their own."""

    @contextmanager
    def started(dsn_of: DsnOf) -> Iterator[Processes]:
        ports = dict(zip(PLACES, free_ports(len(PLACES)), strict=True))
        with processes.running(dsn_of, ports) as running:
            yield running

    return started
