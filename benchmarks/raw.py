"""The raw limit: PostgreSQL's own pgbench, one prepared single-row insert and one commit each."""

import asyncio
import re
from pathlib import Path

import psycopg

from benchmarks.measuring import SECONDS
from deploy.embedded import programs

THREADS = 2  # of pgbench
TABLE = """
CREATE TABLE raw (
  originator_id uuid, originator_version bigint, topic text, state bytea,
  notification_id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  PRIMARY KEY (originator_id, originator_version)
)
"""  # the columns and indexes of `stored_events`, and no rule about positions
INSERT = """
INSERT INTO raw (originator_id, originator_version, topic, state)
VALUES (gen_random_uuid(), 1, 'journal.NoteWritten', decode('{state}', 'hex'));
"""


def prepare(dsn: str, folder: Path, state: bytes) -> Path:
    """Create the table, and the script that inserts the same bytes again and again."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(TABLE)
    script = folder / "raw.sql"
    script.write_text(INSERT.format(state=state.hex()).replace("\n", " ").strip(), encoding="utf-8")
    return script


async def commits(dsn: str, script: Path, callers: int) -> float:
    """Commits per second of so many callers."""
    process = await asyncio.create_subprocess_exec(
        str(programs() / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--client={callers}",
        f"--jobs={min(callers, THREADS)}", f"--time={SECONDS:.0f}", f"--file={script}", dsn,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    found = re.search(r"tps = ([\d.]+)", out.decode())
    if process.returncode or found is None:
        raise RuntimeError(err.decode())
    return float(found[1])
