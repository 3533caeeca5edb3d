"""A long stream costs no more than a short one: what is remembered is not read again."""

from typing import Any

import pytest

from shared.facts import Catalog, Json
from shared.sealing import Binding
from tests.shared.asking import ask, line, opened
from tests.shared.conftest import OpenLog
from tests.shared.sample import catalog, decider


class Counting(Catalog[Any]):
    """Counts the facts that are read."""

    read = 0

    def load(self, name: str, stored: Json, binding: Binding) -> Any:  # noqa: ANN401 - any fact
        self.read += 1
        return super().load(name, stored, binding)


@pytest.fixture
def counting() -> Counting:
    return Counting(catalog.prefix, *catalog.kinds().values())


@pytest.mark.parametrize("facts", [10, 1000])
async def test_a_command_reads_nothing_of_a_stream_that_is_remembered(
    open_log: OpenLog, counting: Counting, facts: int
) -> None:
    log = await open_log(catalog=counting)
    stream = await opened(log)
    for version in range(1, facts):
        await ask(log, stream, version, line(1000 + version))
    written = await ask(log, stream, facts, line(2))
    assert written.version == facts + 1
    assert counting.read == 0


@pytest.mark.parametrize("facts", [10, 300])
async def test_only_what_others_wrote_meanwhile_is_read(
    open_log: OpenLog, counting: Counting, facts: int
) -> None:
    mine, theirs = await open_log(catalog=counting), await open_log()
    stream = await opened(mine)
    for version in range(1, facts):
        await ask(mine, stream, version, line(1000 + version))
    for version in (facts, facts + 1):
        await ask(theirs, stream, version, line(1000 + version))
    await ask(mine, stream, facts + 2, line(3))
    assert counting.read == 2


async def test_who_remembers_nothing_reads_every_fact_once(
    open_log: OpenLog, counting: Counting
) -> None:
    theirs, mine = await open_log(), await open_log(catalog=counting)
    stream = await opened(theirs)
    for version in range(1, 50):
        await ask(theirs, stream, version, line(1000 + version))
    assert (await mine.fold(decider, stream)).version == 50
    await ask(mine, stream, 50, line(2))
    assert counting.read == 50
