"""A token says how far each service had come; what we did not write is not a token."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.consistency import LARGEST, LONGEST, NotAToken, later, read, write

POSITIONS = st.dictionaries(
    st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=20),
    st.integers(0, 2**62),
    min_size=1,
    max_size=4,
)


def encoded(plain: str) -> str:
    return urlsafe_b64encode(plain.encode()).decode().rstrip("=")


@given(POSITIONS)
def test_what_was_written_is_read(positions: dict[str, int]) -> None:
    assert read(write(positions)) == positions


@given(POSITIONS, POSITIONS)
def test_the_later_of_two_includes_both(one: dict[str, int], other: dict[str, int]) -> None:
    both = later(one, other)
    assert set(both) == {*one, *other}
    assert all(both[each] >= reached for part in (one, other) for each, reached in part.items())


@given(st.text(max_size=60) | st.text(max_size=40).map(encoded))
def test_whatever_is_sent_is_a_token_or_is_not(sent: str) -> None:
    try:
        positions = read(sent)
    except NotAToken:
        return
    assert all(0 <= reached <= LARGEST for reached in positions.values())


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_token_asks_for_nothing(nothing: str | None) -> None:
    assert read(nothing) == {}


@pytest.mark.parametrize(
    "sent",
    [
        "!",
        "æøå",
        "x" * (LONGEST + 1),
        encoded("case"),
        encoded("case=x"),
        encoded("case=1=2"),
        encoded("case=-1"),
        encoded(f"case={2**62 + 1}"),
        encoded("case=" + "9" * 200),
        encoded("sag=1.æ=2"),
    ],
)
def test_what_we_did_not_write_is_refused(sent: str) -> None:
    with pytest.raises(NotAToken):
        read(sent)
