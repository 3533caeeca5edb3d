"""Codes so narrow that no name, number or address fits into them."""

from typing import Annotated

from pydantic import StringConstraints

PlainCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*(-[0-9]{1,2})?$", max_length=40)
]
"""Lower-case words of the Latin alphabet, and at most two digits: `family-unit-north`, `unit-1`."""
