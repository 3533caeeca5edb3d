"""A hundred thousand cases, each with something due, written straight into the read models."""

import sqlalchemy as sa

from services.gateway.store import Store

MANY, UNITS = 100_000, 8
STATEMENTS = (
    """
INSERT INTO access (stream, case_id, kind, unit, caseworker)
SELECT id, id, 'case', 'unit-' || n % 8, 'caseworker-' || n % 4000
FROM (SELECT n, md5(n::text)::uuid AS id FROM generate_series(1, :many) n) made
""",
    """
INSERT INTO relations (stream, kind, of, holder)
SELECT stream, stood.kind, stream,
       stood.kind || ':' || CASE stood.kind WHEN 'unit' THEN unit ELSE caseworker END
FROM access, (VALUES ('unit'), ('caseworker')) stood (kind)
""",
    """
INSERT INTO relations (stream, kind, of, holder, ends_at)
SELECT stream, few.kind, gen_random_uuid(), few.kind || ':' || few.whom, timestamptz '2026-01-06'
FROM (SELECT stream, row_number() OVER (ORDER BY stream) n FROM access) told,
     (VALUES (1, 'offered', 'unit-1'), (2, 'emergency', 'leader-1')) few (nth, kind, whom)
WHERE n % 5000 = nth
""",
    """
INSERT INTO relations (stream, kind, of, holds, named, valid_from, position)
SELECT stream, 'confidentiality', gen_random_uuid(), true, ARRAY[caseworker], date '2025-01-06', n
FROM (SELECT stream, caseworker, row_number() OVER (ORDER BY stream) n FROM access) told
WHERE n % 100 = 3
""",
    """
INSERT INTO cases (stream, recorded_from, opened_on, born_on, sex, last_unit)
SELECT stream, timestamptz '2014-01-06 08:00Z', date '2014-01-06' + (random() * 3000)::int,
       date '2008-05-04', 'female', unit
FROM access
""",
    """
INSERT INTO assignments (id, recorded_from, stream, assigned_on, unit, caseworker)
SELECT gen_random_uuid(), timestamptz '2014-01-06 08:00Z', stream, date '2014-01-06', unit,
       caseworker
FROM access
""",
    """
INSERT INTO agenda (id, recorded_from, stream, rule, edition, da, en, source, subject, due_on,
                    statutory_on, trigger, trigger_on, basis, state, unit)
SELECT gen_random_uuid(), timestamptz '2014-01-06 08:00Z', stream, 'D13', date '2024-01-01',
       'Frist', 'Term', 'BL', stream, date '2026-01-06' + (random() * 300)::int,
       date '2026-11-01', 'MeasureStarted', date '2025-01-06', 'statutory', 'open', unit
FROM access
""",
)
TABLES = ("access", "relations", "cases", "assignments", "agenda")


async def fill(store: Store, many: int = MANY) -> None:
    """So many cases in eight units, of 4,000 caseworkers, with an obligation each.

    Some are offered to the first unit, or opened in an emergency by its leader; every hundredth is
    confidential.
    """
    async with store.begin() as connection:
        for statement in STATEMENTS:
            named = {"many": many} if ":many" in statement else {}
            await connection.execute(sa.text(statement), named)
        for table in TABLES:
            await connection.execute(sa.text(f"ANALYZE {table}"))
