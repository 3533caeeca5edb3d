"""A sheet of any size is a job: each row once, theirs who asked, on record when it is fetched."""

import asyncio
import csv
from collections.abc import AsyncIterator, Mapping
from io import BytesIO, StringIO
from uuid import UUID, uuid4

import httpx
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # no types of its own
import pytest
import pytest_asyncio
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.exports import taking
from services.gateway.exports.commands import EXPORT
from services.gateway.exports.sheets import SHEETS
from services.gateway.exports.writing import FORMATS, Format
from services.gateway.jobs.keeping import Jobs, Part
from services.gateway.settings import Settings
from services.gateway.store import Store
from shared.clock import utc_now
from shared.database import Bell, Database, Unavailable
from shared.identity import Caller
from tests.database import Databases, queried
from tests.gateway.conftest import Somebody
from tests.gateway.people import KEY, Json, Person, opening
from tests.gateway.test_exports import YEAR, exported, lived
from tests.gateway.tokens import signed
from tests.stack import Standing, cloned, connected, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
MANY, ELSEWHERE = 10_050, 50  # cases of a crowded unit, and of another
FORMULA = '=HYPERLINK("http://x")'
CROWD = (
    """
INSERT INTO access (stream, case_id, kind, unit, caseworker)
SELECT md5(n::text)::uuid, md5(n::text)::uuid, 'case',
       CASE WHEN n <= 10050 THEN 'unit-full' ELSE 'unit-else' END,
       CASE WHEN n = 1 THEN '=HYPERLINK("http://x")' ELSE 'caseworker-9' END
FROM generate_series(1, 10100) n
""",
    """
INSERT INTO relations (stream, kind, of, holder)
SELECT stream, 'unit', stream, 'unit:' || unit FROM access
""",
    """
INSERT INTO cases (stream, recorded_from, opened_on)
SELECT stream, timestamptz '2014-01-06 08:00Z', date '2014-01-06' FROM access
""",
    """
INSERT INTO assignments (id, recorded_from, stream, assigned_on, unit, caseworker)
SELECT gen_random_uuid(), timestamptz '2014-01-06 08:00Z', stream, date '2014-01-06', unit,
       caseworker
FROM access
""",
    "ANALYZE",
)


async def crowd(dsns: Mapping[str, str]) -> None:
    """Put more cases into a unit than an answer holds, and some into another."""
    for statement in CROWD:
        await queried(dsns["gateway"], statement)


async def leader_of(stack: Standing, unit: str) -> Person:
    sub = f"leader-{uuid4().hex[:8]}"
    return Person(stack.client, sub, unit, await stack.as_persona("leader", sub, unit))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def crowded(databases: Databases) -> AsyncIterator[Standing]:
    async with standing(databases) as one:
        await crowd(one.dsns)
        yield one


async def asked(person: Person, sheet: str = "cases", **more: object) -> httpx.Response:
    key = more.pop("key", None)
    headers = {KEY: str(key)} if key else {}
    return await person.ask("POST", "/v1/exports", json={"sheet": sheet, **more}, headers=headers)


async def over(person: Person, answer: httpx.Response) -> Json:
    """The job that was made, once it is over."""
    assert answer.status_code == 202, answer.text
    job: Json = answer.json()
    while job["finishedAt"] is None:
        job = await person.get(answer.headers["Location"], wait=10)
    return job


async def fetched(person: Person, job: Json) -> httpx.Response:
    return await person.ask("GET", f"/v1/jobs/{job['id']}/result")


async def taken(person: Person, sheet: str = "cases", **more: object) -> httpx.Response:
    """A sheet by way of a job."""
    job = await over(person, await asked(person, sheet, **more))
    answer = await fetched(person, job)
    assert answer.status_code == 200, answer.text
    return answer


def read(kind: str, content: bytes) -> list[list[str | None]]:
    """The rows of a file, as whoever opens it has them."""
    if kind == "csv":
        _, *rows = csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";")
        return [[*row] for row in rows]
    if kind == "xlsx":
        page = load_workbook(BytesIO(content), read_only=True).active
        assert page is not None
        return [[*map(str, row)] for row in page.iter_rows(min_row=2, values_only=True)]
    return [[*map(str, row.values())] for row in pq.read_table(BytesIO(content)).to_pylist()]


@pytest.mark.parametrize("kind", FORMATS)
async def test_more_than_an_answer_holds_is_a_job_whose_file_has_each_row_once(
    crowded: Standing, kind: str
) -> None:
    leader = await leader_of(crowded, "unit-full")
    refused = await exported(leader, "cases", format=kind)
    [error] = refused.json()["errors"]
    assert (refused.status_code, error["code"]) == (400, "too-many")
    assert "POST /v1/exports" in error["detail"]
    job = await over(leader, await asked(leader, format=kind))
    assert (job["kind"]["code"], job["state"]["code"]) == ("export", "done")
    assert (job["total"], job["done"], job["refused"]) == (MANY, MANY, 0)
    answer = await fetched(leader, job)
    assert answer.headers["Content-Type"] == FORMATS[kind].media_type  # type: ignore[index]
    day = utc_now().date()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="cases-{day}.{kind}"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    rows = read(kind, answer.content)
    ids = await queried(
        crowded.dsns["gateway"], "SELECT stream FROM access WHERE unit = 'unit-full'"
    )
    assert sorted(str(row[0]) for row in rows) == sorted(str(each) for (each,) in ids)
    harmful = (
        FORMULA if kind == "parquet" else f"'{FORMULA}"
    )  # what no spreadsheet opens is as it is
    assert [row[2] for row in rows if "HYPER" in str(row[2])] == [harmful]


async def test_what_is_fetched_is_on_record_with_the_sheet_and_every_case(
    crowded: Standing,
) -> None:
    leader = await leader_of(crowded, "unit-full")
    rows = read("csv", (await taken(leader)).content)
    latest = (await leader.get("/v1/read-log", limit=1))["items"][0]
    assert (latest["operation"], latest["dataClass"]["code"]) == ("exportSheet:cases", "case")
    assert (latest["cases"], len(latest["caseIds"])) == (MANY, 1000)
    [(streams,)] = await queried(
        crowded.dsns["gateway"],
        "SELECT streams FROM read_log WHERE sub = %s ORDER BY id DESC OFFSET 1 LIMIT 1",
        (leader.sub,),
    )
    assert sorted(map(str, streams)) == sorted(str(row[0]) for row in rows)
    found = await leader.items("/v1/read-log", caseId=rows[-1][0])
    assert "exportSheet:cases" in {each["operation"] for each in found}
    by_who_asked = await leader.items("/v1/read-log", subject=leader.sub)
    assert "makeExport:cases" in {each["operation"] for each in by_who_asked}


async def test_no_byte_of_a_file_leaves_when_the_look_up_cannot_be_written(
    crowded: Standing,
) -> None:
    leader, gateway = await leader_of(crowded, "unit-full"), crowded.dsns["gateway"]
    job = await over(leader, await asked(leader))
    await queried(gateway, "ALTER TABLE read_log RENAME TO away")
    answer = await fetched(leader, job)
    await queried(gateway, "ALTER TABLE away RENAME TO read_log")
    assert answer.status_code in {500, 503}
    assert "unit-full" not in answer.text
    assert "Content-Disposition" not in answer.headers
    assert "unit-full" in (await fetched(leader, job)).text


async def test_every_sheet_is_the_same_file_as_a_job(caseworker: Person) -> None:
    await lived(caseworker)
    for sheet in SHEETS:
        at_once = await exported(caseworker, sheet, **YEAR)
        as_job = await taken(caseworker, sheet, **YEAR)
        assert as_job.content == at_once.content, sheet


@pytest.mark.parametrize("kind", FORMATS)
async def test_every_kind_of_file_is_the_same_as_a_job_as_known_then(
    caseworker: Person, kind: str
) -> None:
    await lived(caseworker)
    wanted = {
        "format": kind,
        "language": "en",
        "validAt": "2024-03-05",
        "asOf": utc_now().isoformat(),
    }
    at_once = await exported(caseworker, "measures", **wanted)
    as_job = await taken(caseworker, "measures", **wanted)
    assert as_job.content == at_once.content
    assert as_job.headers["Content-Type"] == at_once.headers["Content-Type"]
    long_ago = {**wanted, "asOf": "2020-01-01T00:00:00Z"}
    assert read(kind, (await taken(caseworker, "measures", **long_ago)).content) == []


async def test_the_file_is_of_one_moment_whatever_happens_meanwhile(
    caseworker: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await caseworker.open_case()
    counted = taking.counted

    async def counted_and_more(
        connection: AsyncConnection, question: sa.Select[tuple[UUID]], kind: Format
    ) -> int:
        total = await counted(connection, question, kind)
        await caseworker.open_case()
        await caseworker.get("/v1/caseload")  # it is there for everybody else
        return total

    monkeypatch.setattr(taking, "counted", counted_and_more)
    first = await taken(caseworker)
    monkeypatch.setattr(taking, "counted", counted)
    second = await taken(caseworker)
    assert (len(read("csv", first.content)), len(read("csv", second.content))) == (1, 2)


async def test_the_panel_gets_as_a_job_what_it_gets_at_once(
    caseworker: Person, somebody: Somebody
) -> None:
    await caseworker.case_on_the_ladder()
    answer = await taken(await somebody("panel"), format="parquet")
    assert answer.headers["Withheld"] == "follow-up"
    names = pq.read_table(BytesIO(answer.content)).schema.names
    assert "step" in names
    assert not {"nextDueOn", "overdue"} & {*names}


async def test_an_export_is_nobody_s_to_know_of_but_who_asked_for_it(
    caseworker: Person, somebody: Somebody
) -> None:
    await caseworker.open_case()
    job = await over(caseworker, await asked(caseworker))
    for stranger in (
        await somebody("caseworker"),
        await somebody("leader"),
        await somebody("panel"),
    ):
        for path in (f"/v1/jobs/{job['id']}", f"/v1/jobs/{job['id']}/rows", job["result"]):
            assert (await stranger.ask("GET", path)).status_code == 404
        assert await stranger.items("/v1/jobs") == []
    assert job["rows"] is None
    assert (await caseworker.ask("GET", f"/v1/jobs/{job['id']}/rows")).status_code == 404


async def test_another_units_cases_change_nothing_in_a_job_or_its_file(
    caseworker: Person, somebody: Somebody
) -> None:
    own = await caseworker.open_case()
    await (await somebody("caseworker")).open_case()
    job = await over(caseworker, await asked(caseworker))
    assert (job["total"], job["done"]) == (1, 1)
    assert [row[0] for row in read("csv", (await fetched(caseworker, job)).content)] == [own]


async def test_who_has_lost_a_case_in_it_has_lost_the_file(
    caseworker: Person, somebody: Somebody
) -> None:
    lost, _ = await caseworker.open_case(), await caseworker.open_case()
    job = await over(caseworker, await asked(caseworker))
    assert (await fetched(caseworker, job)).status_code == 200
    leader, heir = await somebody("leader"), await somebody("caseworker")
    leader.known = dict(caseworker.known)
    body = {"assignedOn": "2024-03-01", "unit": leader.unit, "caseworker": heir.sub}
    await leader.tell(f"/v1/cases/{lost}/assignments", body, of=f"/v1/cases/{lost}")
    caseworker.known = dict(leader.known)
    answer = await fetched(caseworker, job)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    look_up = (await caseworker.get("/v1/read-log", limit=1))["items"][0]
    assert (look_up["operation"], look_up["outcome"]["code"]) == ("exportSheet:cases", "absent")
    assert len(read("csv", (await taken(caseworker)).content)) == 1


@pytest.mark.parametrize("lost", ["case.read", "ladder.read", "exports.read"])
async def test_who_has_lost_the_right_to_what_is_in_it_has_lost_the_file(
    caseworker: Person, lost: str
) -> None:
    await caseworker.case_on_the_ladder()
    scopes = {"exports.read", "case.read", "ladder.read", "followup.read", "figures.cases"}

    async def system(scopes: set[str]) -> Person:
        said = {"indsats_role": "system", "indsats_unit": caseworker.unit, "sub": caseworker.unit}
        token = await signed(**said, scope=" ".join(scopes))
        known = dict(caseworker.known)
        headers = {"Authorization": f"Bearer {token}"}
        return Person(caseworker.client, caseworker.unit, caseworker.unit, headers, known)

    before, after = await system(scopes), await system(scopes - {lost})
    job = await over(before, await asked(before))
    assert (await fetched(before, job)).status_code == 200
    assert (await fetched(after, job)).status_code == (403 if lost != "exports.read" else 200)
    refused = await asked(after)
    assert refused.status_code == (202 if lost == "ladder.read" else 403)


async def test_the_same_export_asked_for_twice_under_one_key_is_one_job(caseworker: Person) -> None:
    await caseworker.open_case()
    first, again = [await asked(caseworker, key="monday") for _ in range(2)]
    assert first.headers["Location"] == again.headers["Location"]
    await over(caseworker, again)
    finished = await asked(caseworker, key="monday")
    assert finished.headers["Location"] == first.headers["Location"]
    assert finished.json()["finishedAt"]
    other = await asked(caseworker, format="xlsx", key="monday")
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    commands = {"items": [{"path": "/v1/cases", "body": opening(caseworker.unit)}]}
    headers = {KEY: "monday", "Prefer": "respond-async"}
    batch = await caseworker.ask("POST", "/v1/cases/_batch", json=commands, headers=headers)
    assert (batch.status_code, batch.json()["code"]) == (422, "key-reused")
    assert len({(await asked(caseworker)).headers["Location"] for _ in range(2)}) == 2


@pytest.mark.parametrize("persona", ["analyst", "provider", "notifier", "young-person", "operator"])
async def test_exports_are_for_those_who_work_with_lists(somebody: Somebody, persona: str) -> None:
    person = await somebody(persona)
    for sheet in ("cases", "indicator-K01"):
        assert (await asked(person, sheet, **YEAR)).status_code == 403


async def test_the_panel_makes_no_job_of_what_it_may_not_list(somebody: Somebody) -> None:
    panel = await somebody("panel")
    assert (await asked(panel, "obligations")).status_code == 403
    look_up = (await panel.get("/v1/read-log", limit=1))["items"][0]
    assert (look_up["operation"], look_up["outcome"]["code"]) == (
        "makeExport:obligations", "refused",
    )  # fmt: skip


async def test_what_cannot_be_asked_for_is_refused_before_it_is_a_job(caseworker: Person) -> None:
    wrong: list[tuple[Json, str]] = [
        ({"sheet": "names"}, "/sheet"),
        ({"sheet": "indicator-K13"}, "from"),
        ({"from": "2024-02-01", "to": "2024-02-01"}, "to"),
        ({"format": "pdf"}, "/format"),
        ({"asOf": "yesterday"}, "/asOf"),
        ({"unit": "unit-1"}, ""),
    ]
    for body, pointer in wrong:
        answer = await asked(caseworker, **body)
        assert answer.status_code == 400, body
        assert answer.json()["errors"][0]["pointer"] == pointer
    assert await caseworker.items("/v1/jobs") == []


async def parts_of(stack: Standing, job: Json) -> tuple[int, int]:
    """How much is kept of a job's result: its parts, and the cases that they tell of."""
    counted = [
        await queried(stack.dsns["gateway"], statement, (job["id"],))
        for statement in (
            "SELECT count(*) FROM job_parts WHERE job_id = %s",
            "SELECT count(*) FROM job_streams WHERE job_id = %s",
        )
    ]
    [[(parts,)], [(streams,)]] = counted
    return parts, streams


async def test_more_than_a_file_may_have_is_a_job_that_says_so_and_leaves_nothing(
    caseworker: Person, stack: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        await caseworker.open_case()
    monkeypatch.setattr(taking, "MOST", dict.fromkeys(FORMATS, 1))
    job = await over(caseworker, await asked(caseworker))
    assert (job["state"]["code"], job["result"], job["done"]) == ("failed", None, 0)
    [unmet] = job["problem"]["unmet"]
    assert (job["problem"]["code"], unmet["rule"]) == ("refused", "export-within-bounds")
    assert (await fetched(caseworker, job)).status_code == 404
    assert await parts_of(stack, job) == (0, 0)


async def test_a_job_that_fails_on_its_way_says_so_and_leaves_nothing_half(
    caseworker: Person, stack: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await caseworker.open_case()
    told = [list[UUID]()] * 2  # and then there is no more
    monkeypatch.setattr(taking, "AT_A_TIME", 1)
    monkeypatch.setattr(taking, "streams_of", lambda *_: told.pop())
    job = await over(caseworker, await asked(caseworker))
    assert (job["state"]["code"], job["result"]) == ("failed", None)
    assert (job["problem"]["code"], job["problem"]["traceId"]) == (
        "internal-error", UUID(job["id"]).hex,
    )  # fmt: skip
    assert (await fetched(caseworker, job)).status_code == 404
    assert await parts_of(stack, job) == (0, 0)


async def test_what_an_export_holds_is_sealed_and_goes_with_its_job(
    caseworker: Person, stack: Standing
) -> None:
    await caseworker.open_case()
    job = await over(caseworker, await asked(caseworker))
    assert await parts_of(stack, job) == (3, 1)
    gateway = stack.dsns["gateway"]
    parts = await queried(gateway, "SELECT content FROM job_parts WHERE job_id = %s", (job["id"],))
    assert all(caseworker.unit.encode() not in bytes(part) for (part,) in parts)
    await queried(gateway, "DELETE FROM jobs WHERE id = %s", (job["id"],))
    assert await parts_of(stack, job) == (0, 0)
    assert (await fetched(caseworker, job)).status_code == 404


async def test_commands_do_not_wait_for_an_export(
    caseworker: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, go_on = taking.counted, asyncio.Event()

    async def in_time(
        connection: AsyncConnection, question: sa.Select[tuple[UUID]], kind: Format
    ) -> int:
        await go_on.wait()
        return await counted(connection, question, kind)

    monkeypatch.setattr(taking, "counted", in_time)
    export = await asked(caseworker)
    commands = {"items": [{"path": "/v1/cases", "body": opening(caseworker.unit)}]}
    batch = await caseworker.ask(
        "POST", "/v1/cases/_batch", json=commands, headers={"Prefer": "respond-async"}
    )
    assert (await over(caseworker, batch))["state"]["code"] == "done"
    waiting = await caseworker.get(export.headers["Location"])
    assert (waiting["finishedAt"], waiting["total"]) == (None, 0)
    go_on.set()
    assert (await over(caseworker, export))["state"]["code"] == "done"


async def test_an_export_that_is_cut_off_is_begun_anew_and_has_each_row_once(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cloned(databases) as dsns:
        await crowd(dsns)
        with monkeypatch.context() as slowly:
            slowly.setattr(taking, "AT_A_TIME", 5)
            async with connected(dsns) as one:
                leader = await leader_of(one, "unit-full")
                sent = await asked(leader)
                while not (job := await leader.get(sent.headers["Location"]))["done"]:
                    assert job["finishedAt"] is None
        [(done, over_at)] = await queried(dsns["gateway"], "SELECT done, finished_at FROM jobs")
        assert 0 < done < MANY
        assert over_at is None
        async with connected(dsns) as two:
            leader = Person(two.client, leader.sub, leader.unit, leader.headers)
            job = await over(leader, sent)
            rows = read("csv", (await fetched(leader, job)).content)
        [(attempts,)] = await queried(dsns["gateway"], "SELECT attempt FROM jobs")
        assert attempts > 1
        assert (job["total"], job["done"]) == (MANY, MANY)
        assert len({row[0] for row in rows}) == len(rows) == MANY


async def test_who_has_a_job_in_hand_that_another_took_writes_nothing_down(
    databases: Databases,
) -> None:
    with cloned(databases) as dsns:
        settings = Settings(environment="development", dsn=dsns["gateway"])
        store = Store(settings.dsn)
        jobs = Jobs(store, settings.keys(), Bell(Database(settings.dsn), "jobs"))
        owner = Caller(sub="leader-1", role="leader", unit="unit-1")
        await jobs.add(owner, EXPORT, b"{}", 0, utc_now(), None)
        slow, quick = await jobs.take(EXPORT), await jobs.take(EXPORT)
        assert slow
        assert quick
        with pytest.raises(Unavailable):
            await jobs.anew(slow, 1)
        with pytest.raises(Unavailable):
            await jobs.save(slow, Part(0, 200, b"late"))
        with pytest.raises(Unavailable):
            await jobs.finish(slow, utc_now())
        await jobs.save(quick, Part(0, 200, b"in time"))
        assert [each.content for each in await jobs.parts(quick.id, 0, 10)] == [b"in time"]
        await jobs.finish(quick, utc_now())
        assert await jobs.take(EXPORT) is None
        await store.close()
