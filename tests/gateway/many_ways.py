"""Thousands of children's ways over ten years, written straight into the read models."""

import sqlalchemy as sa

from services.gateway.store import Store

ACCESS = """
INSERT INTO access (stream, case_id, kind, unit, caseworker)
SELECT gen_random_uuid(), NULL, 'case', 'unit-' || n % 8, 'caseworker-' || n % 160
FROM generate_series(1, :children) n
"""
RELATIONS = """
INSERT INTO relations (stream, kind, of, holder)
SELECT stream, stood.kind, stream,
       stood.kind || ':' || CASE stood.kind WHEN 'unit' THEN unit ELSE caseworker END
FROM access, (VALUES ('unit'), ('caseworker')) stood (kind)
"""
CASES = """
INSERT INTO cases (stream, recorded_from, opened_on, born_on, sex)
SELECT stream, timestamptz '2014-01-06 08:00Z', date '2014-01-06', date '2008-05-04', 'female'
FROM access
"""
ASSIGNMENTS = """
INSERT INTO assignments (id, recorded_from, stream, assigned_on, unit, caseworker)
SELECT gen_random_uuid(), timestamptz '2014-01-06 08:00Z', stream, date '2014-01-06', unit,
       caseworker
FROM access
"""
PERIODS = """
INSERT INTO ladder_periods (position, number, stream, step, da, en, "order", band, valid_from,
                            valid_to, planned_return, recorded_from, recorded_to)
SELECT child.n * 100 + told, number, child.stream, 'T' || 1 + (child.n + number) % 6, 'Trin',
       'Step', 1 + (child.n + number) % 6, 'prevention',
       date '2014-01-06' + (child.n % 365)::int + number * 330,
       CASE WHEN number < told + 7
            THEN date '2014-01-06' + (child.n % 365)::int + (number + 1) * 330 END,
       false,
       timestamptz '2014-02-01 08:00Z' + told * interval '900 days',
       CASE WHEN told < :told
            THEN timestamptz '2014-02-01 08:00Z' + (told + 1) * interval '900 days' END
FROM (SELECT stream, row_number() OVER () n FROM access) child,
     generate_series(1, :told) told, generate_series(0, told + 7) number
"""
READINGS = """
INSERT INTO ladder_readings (position, number, stream, definition, step, da, en, "order", band,
                             valid_from, valid_to, planned_return, recorded_from, recorded_to)
SELECT position, first + number, stream, definition, step, da, en, "order", band, valid_from,
       valid_to, planned_return, recorded_from, recorded_to
FROM ladder_periods, (VALUES ('default@1', 0), ('copenhagen@1', 50)) read (definition, first)
WHERE recorded_to IS NULL
"""
TABLES = ("access", "relations", "cases", "assignments", "ladder_periods", "ladder_readings")
TOLD = 3  # times that every way is told anew


async def fill(store: Store, children: int, told: int = TOLD) -> None:
    """So many children, ten years, every way told anew so many times."""
    async with store.begin() as connection:
        for statement in (ACCESS, RELATIONS, CASES, ASSIGNMENTS, PERIODS, READINGS):
            numbers = {"children": children, "told": told}
            named = {name: each for name, each in numbers.items() if f":{name}" in statement}
            await connection.execute(sa.text(statement), named)
        for table in TABLES:
            await connection.execute(sa.text(f"ANALYZE {table}"))
