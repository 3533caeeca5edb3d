"""Words are found again by an index that says nothing of them."""

import hmac
from uuid import UUID

from shared.sealing import Blind

BLIND = Blind(bytes(range(32)))


def test_the_same_words_have_the_same_index_and_others_another() -> None:
    assert BLIND("cpr 6304001234") == BLIND("cpr 6304001234")
    assert BLIND("cpr 6304001234") != BLIND("cpr 6304001235")
    assert BLIND("cpr 6304001234") != Blind(bytes(32))("cpr 6304001234")


def test_an_index_is_a_keyed_digest_and_shows_neither_words_nor_key() -> None:
    expected = hmac.digest(bytes(range(32)), b"cpr 6304001234", "sha256")
    assert BLIND("cpr 6304001234") == UUID(bytes=expected[:16])
    assert repr(BLIND) == "Blind()"
