"""A case is cut by its nouns: each fact and each command has its place, and one only."""

from typing import get_args

import pytest

from services.case.domain import SLICES
from services.case.events import CaseEvent
from services.case.slices import CaseCommand


@pytest.mark.parametrize("fact", get_args(CaseEvent), ids=lambda kind: kind.__name__)
def test_every_fact_is_remembered_by_one_slice(fact: type) -> None:
    assert sum(issubclass(fact, each.facts) for each in SLICES) == 1


@pytest.mark.parametrize("command", get_args(CaseCommand), ids=lambda kind: kind.__name__)
def test_every_command_is_answered_by_one_slice(command: type) -> None:
    assert sum(issubclass(command, each.commands) for each in SLICES) == 1
