"""What was ever written can be read for ever: a sample of every schema, loaded by its catalog.

A missing one is written by `python -m tests.golden`. One that no longer loads is never edited: the
fact needs an upcaster.
"""

import json

import pytest

from shared.sealing import Binding
from tests.golden.samples import GOLDEN, STREAM, catalogs, path_of

SCHEMAS = [
    (service, name, schema)
    for service, catalog, _ in catalogs()
    for name, today in catalog.schemas().items()
    for schema in range(1, today + 1)
]
CATALOGS = {service: catalog for service, catalog, _ in catalogs()}


@pytest.mark.parametrize(("service", "name", "schema"), SCHEMAS)
def test_every_schema_has_a_sample_that_still_loads(service: str, name: str, schema: int) -> None:
    path = path_of(service, name, schema)
    assert path.exists(), "run `python -m tests.golden`"
    catalog, stored = CATALOGS[service], json.loads(path.read_text(encoding="utf-8"))
    assert stored["schema"] == schema
    fact = catalog.load(name, stored, Binding(STREAM, name))
    assert catalog.name(fact) == name
    if schema == catalog.schemas()[name]:
        assert catalog.dump(fact, Binding(STREAM, name)) == stored


def test_no_sample_is_of_a_fact_that_nobody_can_read() -> None:
    wanted = {path_of(*each) for each in SCHEMAS}
    assert sorted(set(GOLDEN.glob("*/*.json")) - wanted) == []
