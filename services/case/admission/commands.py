"""What may be asked about who may see the case."""

from typing import Literal

from pydantic import Field

from shared.commands import Code, Command, Day, Words

Level = Literal["ordinary", "restricted"]


class LinkLogin(Command):
    """Say which login is a person's on the case, or the child's own: they see what is theirs.

    `subject` is the identifier that the identity provider puts in their token, never a name.
    """

    subject: Code = Field(examples=["a3f1c9d2-5b7e-4c1a-9e0f-2d6b8a7c4e10"])
    valid_from: Day = Field(examples=["2016-01-11"])


class EndLogin(Command):
    """Say that a login is nobody's on the case any more; `endedOn` is the first day without it."""

    ended_on: Day = Field(examples=["2016-06-01"])


class ChangeConfidentiality(Command):
    """Keep the case to those named, of those who might see it otherwise, or lift that again."""

    level: Level = Field(examples=["restricted"])
    subjects: list[Code] = Field(
        default=[],
        max_length=50,
        description="Who may see it while it is restricted.",
        examples=[["caseworker-1", "leader-1"]],
    )
    since_on: Day = Field(examples=["2016-02-01"])
    reason: Words = Field(examples=["Her mother works in the administration."])


AdmissionCommand = LinkLogin | EndLogin | ChangeConfidentiality
