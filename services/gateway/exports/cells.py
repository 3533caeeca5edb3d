"""Cells that no spreadsheet takes for a formula (CWE-1236).

A text is one when it begins with one of its signs, or with white space or invisible characters
before one, in full width too. An apostrophe in front makes it text and nothing else. Numbers are
numbers, below zero as well.
"""

import re
from datetime import date
from typing import Any
from uuid import UUID

UNSEEN = r"[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]*"
SIGNS = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
FORMULA = re.compile(rf"[\t\r\n]|{UNSEEN}{SIGNS}")
Value = str | float | bool | date | None


def harmless(text: str) -> str:
    """A text that stays one."""
    return f"'{text}" if FORMULA.match(text) else text


def plain(value: Any) -> Value:  # noqa: ANN401 - what a column holds
    """A value as one cell; several codes stand side by side."""
    match value:
        case list():
            return harmless(" ".join(map(str, value)))
        case UUID():
            return str(value)
        case str():
            return harmless(value)
        case _:
            return value  # type: ignore[no-any-return]
