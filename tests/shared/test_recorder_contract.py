"""The `eventsourcing` library's own test cases for recorders, which nobody here wrote.

Every case of theirs runs, the optional one for subscriptions too; none is left out.
"""

import sys
from collections.abc import Iterator
from typing import Any
from unittest import TestCase
from unittest.mock import Mock

import pytest

from tests.shared.face import AggregateFace, ApplicationFace, Background, ProcessFace

# Their module also holds a case for their cipher, whose package we have no use for.
sys.modules.setdefault("eventsourcing.cipher", Mock())

from eventsourcing.tests import persistence as theirs  # noqa: E402 - after the line above


class OnPostgreSQL(TestCase):
    """A recorder on a fresh database for each case."""

    background: Background

    @pytest.fixture(autouse=True)
    def fresh_log(self, log_dsn: str) -> Iterator[None]:
        self.background = Background(log_dsn)
        yield
        self.background.close()


class TestAsAggregateRecorder(OnPostgreSQL, theirs.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateFace:
        return AggregateFace(self.background)


class TestAsApplicationRecorder(OnPostgreSQL, theirs.ApplicationRecorderTestCase[Any]):
    def create_recorder(self) -> ApplicationFace:
        return ApplicationFace(self.background)

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestAsTrackingRecorder(OnPostgreSQL, theirs.TrackingRecorderTestCase):
    def create_recorder(self) -> ProcessFace:
        return ProcessFace(self.background)


class TestAsProcessRecorder(OnPostgreSQL, theirs.ProcessRecorderTestCase):
    def create_recorder(self) -> ProcessFace:
        return ProcessFace(self.background)


class TestPositionsOfOneAppendStayTogether(
    OnPostgreSQL, theirs.NonInterleavingNotificationIDsBaseCase
):
    def create_recorder(self) -> ApplicationFace:
        return ApplicationFace(self.background)
