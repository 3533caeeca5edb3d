"""Who may see the case. Days are in Europe/Copenhagen, ends exclusive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginLinked:
    """A login belongs to a person on the case, or to the child itself (`party_id` is `None`).

    `subject` is the identifier in their token, never a name. `relation` and `custodian` are as of
    `valid_from`; the child's own relation is `child`.
    """

    id: UUID
    party_id: UUID | None
    subject: str
    relation: str
    custodian: bool
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginEnded:
    """A login belongs to nobody on the case any more; `ended_on` is the first day without it."""

    id: UUID
    ended_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialityChanged:
    """The case is `restricted` to the `subjects` named, or `ordinary` again. FVL §27; FVL §32."""

    id: UUID
    level: str
    subjects: tuple[str, ...]
    since_on: date
    reason: Sealed


AdmissionEvent = LoginLinked | LoginEnded | ConfidentialityChanged
