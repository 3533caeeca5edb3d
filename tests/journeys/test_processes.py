"""Every service and worker in a process of its own lives the same story as all in one."""

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from socket import socket

import httpx
import pytest

from deploy.demo.client import Gateway
from deploy.demo.expected import lines
from deploy.demo.story import live
from deploy.processes import PLACES, NotStarted, Place, Processes, behind
from deploy.stack import PACKAGES, DsnOf
from tests.database import Databases
from tests.stack import cloned

Apart = Callable[[DsnOf], AbstractContextManager[Processes]]


def test_the_story_holds_across_eight_processes(databases: Databases, apart: Apart) -> None:
    with cloned(databases) as dsns, apart(dsns.__getitem__) as processes:
        with closing(Gateway(processes.front)) as gateway:
            found = list(lines(gateway, live(gateway, lambda _: None)))
        assert [each for each in found if not each.holds] == []
        assert len(found) == 20
        health = [httpx.get(f"{processes.address(each)}/readyz").json() for each in PLACES]
        assert all(each["ready"] for each in health)


def test_a_process_that_cannot_start_is_named(databases: Databases) -> None:
    with cloned(databases) as dsns, socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        case = Place("case", "api")
        ports = {**behind(8000), case: taken.getsockname()[1]}
        processes = Processes(dsns.__getitem__, ports)
        processes.start(case)
        with pytest.raises(NotStarted, match="the case api process ended with 3"):
            processes.ready(case)


def test_the_gateway_stands_where_clients_look_for_it() -> None:
    ports = behind(8000)
    assert ports[Place("gateway", "api")] == 8000
    assert sorted(ports.values()) == list(range(8000, 8008))


def test_a_service_is_told_by_its_own_variables_only() -> None:
    processes = Processes(lambda service: f"dbname={service}", behind(8000))
    for service in PACKAGES:
        told = processes.environment(service)
        assert all(name.startswith(f"{service.upper()}_") for name in told)
        assert told[f"{service.upper()}_DSN"] == f"dbname={service}"
