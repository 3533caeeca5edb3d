"""What is wrong with the input, in words that never repeat it."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from shared.problems import InputError, Invalid

SAFE_HINTS = (
    "min_length",
    "max_length",
    "ge",
    "gt",
    "le",
    "lt",
    "expected",
    "pattern",
    "tz_expected",
)
SENTENCES = {
    "missing": "This is required.",
    "extra_forbidden": "There is a field here that is not known.",
    "json_invalid": "This is not valid JSON.",
    "uuid_parsing": "This is not a UUID.",
    "uuid_type": "This is not a UUID.",
    "date_from_datetime_parsing": "This is not a date, YYYY-MM-DD.",
    "date_parsing": "This is not a date, YYYY-MM-DD.",
    "date_type": "This is not a date, YYYY-MM-DD.",
    "datetime_parsing": "This is not a moment in RFC 3339, with its offset.",
    "timezone_aware": "A moment needs its offset.",
    "string_type": "This is not a string.",
    "literal_error": "This is not one of the values that are possible here.",
    "string_pattern_mismatch": "This does not have the right form.",
}


def explain(error: ValidationError) -> Invalid:
    """Everything that is wrong with a body."""
    return Invalid(*map(input_error, error.errors(include_url=False, include_input=False)))


def input_error(error: Mapping[str, Any]) -> InputError:
    kind = str(error["type"])
    where = (
        error["loc"][:-1] if kind == "extra_forbidden" else error["loc"]
    )  # a name may be a field
    hints = {name: error.get("ctx", {}).get(name) for name in SAFE_HINTS}
    known = ", ".join(f"{name}: {hint}" for name, hint in hints.items() if hint is not None)
    sentence = SENTENCES.get(kind, "This is not valid here.")
    return InputError(
        pointer=pointer(where),
        code=kind.replace("_", "-"),
        detail=(f"{sentence} ({known})" if known else sentence)[:500],
    )


def pointer(where: Iterable[str | int]) -> str:
    """A JSON pointer into the body. Numbers are places in a list, words are our own field names."""
    return "".join(f"/{part}" for part in where)
