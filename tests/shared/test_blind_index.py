"""Words are found again by an index that says nothing of them."""

import hmac
from base64 import b64encode

import pytest

from shared.blind import BlindKey

KEY = BlindKey(bytes(range(32)))


@pytest.mark.parametrize("written", ["630400-1234", " 6304001234 ", "6304001\uff12\uff134"])
def test_the_same_words_have_the_same_index_however_written(written: str) -> None:
    assert KEY.index(written) == KEY.index("6304001234")
    assert KEY.index("ÅSE Prøve") == KEY.index("a\u030ase prøve")


def test_other_words_or_another_key_have_another_index() -> None:
    assert KEY.index("6304001234") != KEY.index("6304001235")
    assert KEY.index("6304001234") != BlindKey(bytes(32)).index("6304001234")


def test_an_index_is_a_keyed_digest_and_shows_neither_words_nor_key() -> None:
    expected = hmac.new(bytes(range(32)), b"6304001234", "sha256").hexdigest()
    assert KEY.index("6304001234") == expected
    assert repr(KEY) == "BlindKey()"


def test_a_key_is_read_as_it_is_set() -> None:
    assert BlindKey.read(b64encode(bytes(range(32))).decode()) == KEY
    with pytest.raises(ValueError, match="32 bytes"):
        BlindKey.read(b64encode(bytes(31)).decode())
