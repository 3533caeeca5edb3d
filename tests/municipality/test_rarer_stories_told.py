"""Each rare story, told to a real stack: nothing of it is refused.

Given the families of a bigger plan in whose lives something rare happens, one for each.
"""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from deploy.municipality.commands import EVERYBODY
from deploy.municipality.planning import Plan, plan
from deploy.municipality.telling import Teller
from shared.transport import InProcess
from tests.database import Databases
from tests.stack import standing

LAST = date(2026, 11, 26)
RARE = (
    "approved", "expected", "youth plan", "came back", "safety plan over", "concern place",
    "concern help", "appeal decided",
)  # fmt: skip
pytestmark = pytest.mark.asyncio(loop_scope="module")


def of_the_rare(made: Plan) -> Plan:
    """Of each rare thing, the family whose story is the shortest."""
    length = Counter(each.lane for each in made.commands)
    lanes = {EVERYBODY}
    for kind in RARE:
        found = [each.lane for each in made.commands if each.kind == kind]
        lanes.add(min(found, key=length.__getitem__))
    return replace(made, commands=[each for each in made.commands if each.lane in lanes])


async def test_nothing_that_is_rare_is_refused(databases: Databases) -> None:
    made = of_the_rare(plan("mid", 2, 2, LAST, rhythm=28))
    assert {*RARE} <= {each.kind for each in made.commands}
    async with standing(databases) as stack:
        told = await Teller(InProcess(stack.stack.gateway), made).tell()
        await stack.at(None)
    assert told.refused == {}
    assert (told.sent, told.left) == (len(made.commands), 0)
