"""Nothing acknowledged is lost, doubled or half there, whatever is killed and whenever.

Given all eight processes on a durable PostgreSQL and people at work in them, every process is
killed (SIGKILL) at a random moment, some twice, and PostgreSQL itself as in a power cut. Everything
starts again by itself, and people ask again under the same key.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from random import Random

import httpx
import pytest

from deploy.demo.story import live
from deploy.embedded import Embedded
from deploy.processes import PLACES, Place, Processes
from deploy.stack import DsnOf, prepare
from services.followup.domain import by
from services.followup.obligation.notices import notices
from services.followup.settings import Settings as FollowUpSettings
from services.gateway.read_models import REBUILDABLE
from tests.database import server
from tests.journeys import aftermath
from tests.journeys.aftermath import CATALOGS, FOLLOWS, WHENEVER, At
from tests.journeys.persistent import Acknowledged, Enough, Log, Persistent

SEED = 20160111
PEOPLE = 4  # caseworkers at work at once
MOST_BETWEEN = 40  # acknowledged commands between two kills
TWICE = 2  # processes that are killed a second time
PATIENCE = 60.0  # seconds until the next acknowledgement, and until everything has settled
CLIENTS = frozenset({"caseworker-1", "notifier-1"})
DATABASE = None  # the ninth victim
Apart = Callable[[DsnOf], AbstractContextManager[Processes]]


@dataclass(frozen=True)
class Killed:
    """The stack afterwards, everything running and settled."""

    processes: Processes
    dsn_of: DsnOf
    acknowledged: tuple[Acknowledged, ...]
    log: Log

    async def facts(self, service: str) -> list[At]:
        return await aftermath.facts(self.dsn_of(service), service)


@pytest.fixture(scope="module")
def killed(apart: Apart) -> Iterator[Killed]:
    """Given people at work, and everything killed meanwhile."""
    log = Log()
    with server(durable=True) as database:
        prepare(database.dsn)
        with apart(database.dsn) as processes, ThreadPoolExecutor(PEOPLE) as people:
            try:
                work = [people.submit(at_work, processes.front, log) for _ in range(PEOPLE)]
                acknowledged = kill_everything(processes, database, log)
                log.enough.set()
                for each in work:
                    each.result(PATIENCE)
                processes.ready(*PLACES)
                settle(database.dsn, log)
            finally:
                log.over.set()
            acknowledged += log.rest()
            yield Killed(processes, database.dsn, tuple(acknowledged), log)


def at_work(address: str, log: Log) -> None:
    """Live one girl's story after another, until the day is over."""
    try:
        while True:
            with closing(Persistent(address, log)) as gateway:
                live(gateway, lambda _: None)
    except Enough:
        return
    except Exception as error:
        log.tell(error)
        raise


def kill_everything(processes: Processes, database: Embedded, log: Log) -> list[Acknowledged]:
    """Kill every process once, some twice, and the database; what was acknowledged meanwhile."""
    chance = Random(SEED)  # noqa: S311 - moments, no secrets
    victims: list[Place | None] = [*PLACES, *chance.sample(PLACES, TWICE), DATABASE]
    chance.shuffle(victims)
    acknowledged: list[Acknowledged] = []
    for victim in victims:
        acknowledged += [log.next(PATIENCE) for _ in range(chance.randint(1, MOST_BETWEEN))]
        if victim is DATABASE:
            database.stop(at_once=True)
            database.start()
        else:
            processes.kill(victim)
            processes.start(victim)
    return acknowledged


def settle(dsn_of: DsnOf, log: Log) -> None:
    """Wait until every reaction, every read model and the agenda have come to the end."""
    for _ in range(int(PATIENCE / 0.1)):
        if aftermath.standing(dsn_of).settled:
            return
        log.over.wait(0.1)
    pytest.fail(f"nothing has settled: {aftermath.standing(dsn_of)}")


def test_people_met_trouble_and_finished_their_work(killed: Killed) -> None:
    assert killed.log.troubles["unreachable"] > 0
    assert killed.log.troubles["unavailable"] > 0
    assert len(killed.acknowledged) > 100


@pytest.mark.parametrize("service", CATALOGS)
async def test_positions_and_versions_have_no_gap(killed: Killed, service: str) -> None:
    recorded = await killed.facts(service)
    assert [position for position, _ in recorded] == list(range(1, len(recorded) + 1))
    versions = defaultdict(list)
    for _, each in recorded:
        versions[each.stream].append(each.version)
    assert all(each == list(range(1, len(each) + 1)) for each in versions.values())


def test_everything_acknowledged_is_kept_exactly_once_and_nothing_else(killed: Killed) -> None:
    kept = Counter[Acknowledged]()
    for service in CATALOGS:
        kept.update(aftermath.kept_answers(killed.dsn_of(service)).values())
    assert kept == Counter(killed.acknowledged)


@pytest.mark.parametrize("service", CATALOGS)
async def test_no_command_is_half_there_or_there_twice(killed: Killed, service: str) -> None:
    asked: dict[str, list[At]] = defaultdict(list)
    for position, each in await killed.facts(service):
        if each.by in CLIENTS:
            asked[each.correlation].append((position, each))
    answers = aftermath.kept_answers(killed.dsn_of(service))
    written = {together[-1][0]: version_of(together) for together in asked.values()}
    assert written == {position: version for position, (_, version) in answers.items()}
    for together in asked.values():
        first, last = together[0][0], together[-1][0]
        assert [position for position, _ in together] == list(range(first, last + 1))


def version_of(together: Sequence[At]) -> int:
    """Where a command left the stream that it was about; what it recorded beside comes after."""
    about = together[0][1].stream
    return max(each.version for _, each in together if each.stream == about)


@pytest.mark.parametrize("service", FOLLOWS)
async def test_every_piece_of_news_was_heard_exactly_once(killed: Killed, service: str) -> None:
    expected = [
        f"{feed}:{item.position}"
        for feed in FOLLOWS[service]
        for item in aftermath.news(feed, await killed.facts(feed))
        if WHENEVER[service](feed, item) is not None
    ]
    heard = Counter(
        each.causation
        for _, each in await killed.facts(service)
        if type(each.fact).__name__.endswith("Heard")
    )
    assert {each.partition(":")[0] for each in expected} == {*FOLLOWS[service]}
    assert heard == Counter(expected)


def test_every_read_model_equals_its_rebuild(killed: Killed) -> None:
    dsn = killed.dsn_of("gateway")
    before = aftermath.read_models(dsn)
    with httpx.Client(base_url=killed.processes.front, timeout=PATIENCE) as operator:
        asked = operator.post("/dev/tokens", json={"persona": "operator"}).raise_for_status()
        operator.headers["Authorization"] = f"Bearer {asked.json()['access_token']}"
        for model in REBUILDABLE:
            answer = rebuilt(operator, model)
            assert answer.status_code == 204, answer.text
    after = aftermath.read_models(dsn)
    assert {name for name, rows in before.items() if rows != after[name]} == set()
    assert all(before[name] for name in ("access", "agenda", "ladder_periods", "timeline"))


def rebuilt(operator: httpx.Client, model: str) -> httpx.Response:
    """A rebuild, asked for again as the answer says: connections died with the database."""
    answer = operator.post(f"/v1/projections/{model}/rebuilds")
    if answer.status_code == 503 and "Retry-After" in answer.headers:
        return operator.post(f"/v1/projections/{model}/rebuilds")
    return answer


async def test_the_agenda_equals_what_the_log_says_is_open(killed: Killed) -> None:
    dsn = killed.dsn_of("followup")
    decider = by(FollowUpSettings(environment="development", dsn=dsn).reading())
    async with aftermath.opened(dsn, "followup") as log:
        streams = {each.stream for _, each in await log.after(0, aftermath.MOST)}
        folds = await log.folds(decider, streams)
    still_open = {
        (owed.id, stream, each.name, each.from_at)
        for stream, folded in folds.items()
        for owed in folded.state.obligations.values()
        for each in notices(owed)
    }
    kept = aftermath.rows(dsn, "SELECT id, stream, name, from_at FROM pending_notices")
    assert set(kept) == still_open
    assert len(kept) == len(still_open)
