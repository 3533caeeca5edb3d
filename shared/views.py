"""What answers are made of: camelCase outside, and both languages beside every code."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class View(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(
        frozen=True,
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        from_attributes=True,
    )

    @classmethod
    def of(cls, source: Any, **more: Any) -> Self:
        """The same-named attributes of something, and what must be said differently."""
        names = [each for each in cls.model_fields if each not in more]
        return cls(**{name: getattr(source, name) for name in names}, **more)


class Label(View):
    """A code, and what a person calls it."""

    code: str = Field(max_length=64)
    da: str = Field(max_length=300)
    en: str = Field(max_length=300)
