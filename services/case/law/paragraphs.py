"""The paragraph map: which section of Serviceloven became which of Barnets Lov."""

import tomllib
from pathlib import Path

from pydantic import Field

from shared.editions import Confidence
from shared.views import View


class Paragraph(View):
    """One matter, and where each law has it. Null where a law has nothing on it."""

    topic: str = Field(max_length=64, examples=["child_conversation"])
    da: str = Field(max_length=200, examples=["Børnesamtale"])
    en: str = Field(max_length=200, examples=["Conversation with the child"])
    sel: str | None = Field(
        default=None, max_length=40, description="Serviceloven, to 2023.", examples=["48"]
    )
    bl: str | None = Field(
        default=None, max_length=40, description="Barnets Lov, from 2024.", examples=["5(3)-(4)"]
    )
    source: str = Field(max_length=100, examples=["SEL § 48; BL § 5, stk. 3-4"])
    confidence: Confidence = Field(description="How sure we are of the numbers.")


class Paragraphs(View):
    """The whole map, in the order of the older law."""

    items: list[Paragraph] = Field(max_length=200)


WRITTEN = tomllib.loads((Path(__file__).parent / "paragraphs.toml").read_text(encoding="utf-8"))
PARAGRAPHS = Paragraphs(items=[Paragraph.model_validate(each) for each in WRITTEN["paragraph"]])
