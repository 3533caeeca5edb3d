"""A hundred thousand open obligations, and what was met before them, in the read models."""

import sqlalchemy as sa

from services.gateway.store import Store
from tests.gateway.many_ways import ACCESS, RELATIONS

OPEN, MET = 20, 10  # obligations of each child
AGENDA = """
INSERT INTO agenda (id, recorded_from, recorded_to, stream, rule, edition, da, en, source, subject,
                    trigger, trigger_on, local_on, due_on, basis, state, met_on, late, lapses, unit)
SELECT gen_random_uuid(), timestamptz '2025-06-02 08:00Z', NULL, child.stream,
       'D' || 10 + each % 20, date '2024-01-01', 'Frist', 'Term', 'Kilde', child.stream,
       'MeasureStarted', date '2025-06-02', due.due_on, due.due_on,
       CASE WHEN each % 2 = 0 THEN 'statutory' ELSE 'local' END,
       CASE WHEN each < :open THEN 'open' ELSE 'met' END,
       CASE WHEN each >= :open THEN date '2025-06-20' END, false, false, child.unit
FROM (SELECT stream, unit, row_number() OVER () n FROM access) child,
     generate_series(0, :every - 1) each,
     LATERAL (SELECT date '2025-07-01' + ((child.n * 37 + each * 101) % 700)::int due_on) due
ORDER BY each, child.n  -- a child's lie apart, as they arose
"""


async def fill(store: Store, children: int) -> None:
    """So many children, each with as many open obligations and some that were met."""
    async with store.begin() as connection:
        await connection.execute(sa.text(ACCESS), {"children": children})
        await connection.execute(sa.text(RELATIONS))
        await connection.execute(sa.text(AGENDA), {"open": OPEN, "every": OPEN + MET})
        for table in ("access", "relations", "agenda"):
            await connection.execute(sa.text(f"ANALYZE {table}"))
