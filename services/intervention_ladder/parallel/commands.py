"""What may be asked of measures side by side."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import Code, Command, Day, Words

Classification = Literal["complementary", "duplicate"]


class ClassifyParallel(Command):
    """Judge measures running side by side: whether they complement or duplicate one another.

    It holds for as long as all of them run side by side. They have one coordinator, and one theory
    of what is to change (R10).
    """

    measure_ids: list[UUID] = Field(min_length=2, max_length=20)
    classified_on: Day = Field(examples=["2016-01-11"])
    classification: Classification = Field(examples=["complementary"])
    coordinator: Code = Field(examples=["caseworker-1"])
    change_theory: Words | None = Field(
        default=None, examples=["When her mother is calm in the mornings, she gets to school."]
    )


ParallelCommand = ClassifyParallel
