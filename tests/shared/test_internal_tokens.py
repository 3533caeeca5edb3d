"""The gateway's word for who asks: forged, borrowed or old, it is worth nothing."""

import base64
import json
import time
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from shared.identity import (
    LIFETIME,
    Caller,
    InternalTokens,
    NotAuthenticated,
    NotForThisCase,
    about,
    digest_of,
)

SECRET = "a secret of more than thirty-two bytes"  # noqa: S105 - a test's own
TOKENS = InternalTokens(SECRET)
CALLER = Caller(
    sub="caseworker-1",
    role="caseworker",
    unit="north",
    scopes=frozenset({"case.read", "case.write"}),
    case=uuid4(),
)


def claims(**changed: object) -> dict[str, object]:
    token = TOKENS.sign(CALLER).split(".")[1]
    whole: dict[str, object] = json.loads(base64.urlsafe_b64decode(token + "=="))
    return {key: value for key, value in {**whole, **changed}.items() if value is not ...}


def signed(algorithm: str = "HS256", secret: str = SECRET, **changed: object) -> str:
    header = {"alg": algorithm}
    return jwt.encode(header, claims(**changed), OctKey.import_key(secret), algorithms=[algorithm])


def unsigned() -> str:
    parts = [{"alg": "none", "typ": "JWT"}, claims()]
    written = [base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=") for each in parts]
    return b".".join([*written, b""]).decode()


def by_public_key() -> str:
    """Signed with a key pair, as if the verifier would take whatever the header says."""
    return jwt.encode({"alg": "RS256"}, claims(), RSAKey.generate_key(2048))


def test_a_caller_is_who_was_signed() -> None:
    assert TOKENS.verify(TOKENS.sign(CALLER)) == CALLER


def test_a_caller_without_a_case_has_none() -> None:
    system = Caller(sub="service:ladder", role="system", digest="ab")
    assert TOKENS.verify(TOKENS.sign(system)) == system


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(None, id="missing"),
        pytest.param("", id="empty"),
        pytest.param("not.a.token", id="garbage"),
        pytest.param("æ.ø.å", id="not-ascii"),
        pytest.param(signed("HS256", "another secret of more than 32 bytes"), id="forged"),
        pytest.param(signed("HS512"), id="another-algorithm"),
        pytest.param(unsigned(), id="unsigned"),
        pytest.param(by_public_key(), id="another-kind-of-key"),
        pytest.param(signed(exp=int(time.time()) - 1), id="expired"),
        pytest.param(signed(iss="somebody-else"), id="another-issuer"),
        pytest.param(signed(exp=...), id="never-expires"),
        pytest.param(signed(iss=...), id="nobody-s"),
        pytest.param(signed(exp="tomorrow"), id="expires-in-words"),
        pytest.param(signed(case="not-a-case"), id="for-no-case"),
    ],
)
def test_a_token_that_is_not_ours_is_refused(token: str | None) -> None:
    with pytest.raises(NotAuthenticated):
        TOKENS.verify(token)


def test_a_token_cut_or_changed_is_refused() -> None:
    header, payload, signature = TOKENS.sign(CALLER).split(".")
    other = TOKENS.sign(Caller(sub="x", role="leader")).split(".")[1]
    for token in (f"{header}.{other}.{signature}", f"{header}.{payload}.", f"{header}.{payload}"):
        with pytest.raises(NotAuthenticated):
            TOKENS.verify(token)


def test_a_token_lives_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens, now = InternalTokens(SECRET), time.time()
    token = tokens.sign(CALLER)
    monkeypatch.setattr("shared.identity.time.time", lambda: now + LIFETIME - 2)
    assert tokens.verify(token) == CALLER
    monkeypatch.setattr("shared.identity.time.time", lambda: now + LIFETIME + 1)
    with pytest.raises(NotAuthenticated):
        tokens.verify(token)


def test_a_caller_is_not_given_a_token_that_is_about_to_expire(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tokens, now = InternalTokens(SECRET), time.time()
    first = tokens.sign(CALLER)
    assert tokens.sign(CALLER) == first
    monkeypatch.setattr("shared.identity.time.time", lambda: now + LIFETIME / 2 + 1)
    assert tokens.sign(CALLER) != first


def test_another_gateway_s_token_is_refused() -> None:
    with pytest.raises(NotAuthenticated):
        TOKENS.verify(InternalTokens(SECRET, issuer="another-gateway").sign(CALLER))


def test_a_token_is_about_one_case() -> None:
    assert CALLER.case is not None
    assert about(CALLER, CALLER.case) == CALLER
    for caller in (CALLER, Caller(sub="x", role="leader")):
        with pytest.raises(NotForThisCase):
            about(caller, uuid4())


def test_a_digest_is_of_these_cases_in_this_order() -> None:
    one, other = uuid4(), uuid4()
    assert digest_of([one, other]) == digest_of([one, other])
    assert digest_of([one, other]) != digest_of([other, one])


def test_a_short_secret_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        InternalTokens("short")
