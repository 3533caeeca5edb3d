"""Published by the case service about who may see a case: codes, days and ids, never a name."""

from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts import Published


class LoginLinked(Published):
    """A login is a person's on the case, or the child's (`party_id` is `None`).

    `subject` is the identifier in their token; `relation` is `child` for the child's own.
    """

    id: UUID
    party_id: UUID | None
    subject: str
    relation: str
    custodian: bool
    valid_from: date


class LoginEnded(Published):
    id: UUID
    ended_on: date


class ConfidentialityChanged(Published):
    """The case is kept to the `subjects` named, or to nobody in particular again."""

    id: UUID
    level: Literal["ordinary", "restricted"]
    subjects: tuple[str, ...]
    since_on: date


class PanelItemRaised(Published):
    """The visitation panel was asked; until it has answered, it has something to do with it."""

    id: UUID
    raised_on: date


class PanelItemConcluded(Published):
    id: UUID
    concluded_on: date
    outcome: str


Told = LoginLinked | LoginEnded | ConfidentialityChanged | PanelItemRaised | PanelItemConcluded
