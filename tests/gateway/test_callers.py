"""Who asks: only what an issuer we trust has signed, for us, and not long ago."""

import json
from base64 import urlsafe_b64encode

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from services.gateway.development import DevelopmentIssuer
from services.gateway.settings import Settings
from shared.settings import DEVELOPMENT_MASTER, DEVELOPMENT_SECRET
from tests.gateway.conftest import PRODUCTION, Alone
from tests.gateway.tokens import claims, signed
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")


def by_hand(header: str, payload: str) -> str:
    parts = (urlsafe_b64encode(each.encode()).decode().rstrip("=") for each in (header, payload))
    return ".".join([*parts, "c2lnbmF0dXJl"])


async def status(stack: Standing, authorization: str | None) -> int:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = await stack.client.get("/v1/me", headers=headers)
    assert answer.headers["content-type"].startswith("application/json" if answer.is_success
                                                     else "application/problem+json")  # fmt: skip
    return answer.status_code


async def test_a_token_says_who_one_is(stack: Standing) -> None:
    headers = {"Authorization": f"Bearer {await signed()}"}
    me = (await stack.client.get("/v1/me", headers=headers)).json()
    assert (me["sub"], me["role"], me["unit"]) == ("caseworker-1", "caseworker", "unit-1")
    assert "case.write" in me["scopes"]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic dTpw", "Bearer a.b.c",
                                    "Bearer " + "x" * 9000, "Bearer ÆØÅ.ÆØÅ.ÆØÅ"])  # fmt: skip
async def test_without_a_token_one_is_nobody(stack: Standing, header: str | None) -> None:
    sent = {} if header is None else {b"Authorization": header.encode()}
    answer = await stack.client.get("/v1/me", headers=sent)
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthenticated"


@pytest.mark.parametrize(
    "other",
    [
        {"exp": 1_000_000_000},
        {"exp": None},
        {"exp": "tomorrow"},
        {"nbf": 4_000_000_000},
        {"iss": "https://elsewhere.example"},
        {"iss": ["urn:indsats:development"]},
        {"iss": None},
        {"aud": "somebody-else"},
        {"aud": None},
        {"sub": None},
        {"sub": 7},
        {"sub": "x" * 101},
        {"indsats_role": "king"},
        {"indsats_role": None},
        {"indsats_role": ["caseworker"]},
        {"indsats_unit": 7},
    ],
    ids=str,
)
async def test_a_token_with_a_wrong_claim_is_no_token(
    stack: Standing, other: dict[str, object]
) -> None:
    assert await status(stack, f"Bearer {await signed(**other)}") == 401


async def test_a_token_signed_with_another_key_is_forged(stack: Standing) -> None:
    key = ECKey.generate_key("P-256", {"kid": "development"})
    forged = jwt.encode({"alg": "ES256", "kid": "development"}, claims(), key)
    assert await status(stack, f"Bearer {forged}") == 401


async def test_a_public_key_is_no_shared_secret(stack: Standing) -> None:
    [public] = (await DevelopmentIssuer(DEVELOPMENT_SECRET).keys(None)).keys
    assert isinstance(public, ECKey)
    secret = OctKey.import_key(json.dumps(public.as_dict(private=False)))
    confused = jwt.encode({"alg": "HS256", "kid": "development"}, claims(), secret)
    assert await status(stack, f"Bearer {confused}") == 401


async def test_a_token_whose_claims_were_changed_is_forged(stack: Standing) -> None:
    header, _, signature = (await signed()).split(".")
    _, payload, _ = (await signed(indsats_role="operator")).split(".")
    assert await status(stack, f"Bearer {header}.{payload}.{signature}") == 401


@pytest.mark.parametrize(
    ("header", "payload"),
    [
        ('{"alg":"none"}', '{"iss":"urn:indsats:development"}'),
        ('{"alg":"ES256","kid":{}}', '{"iss":"urn:indsats:development"}'),
        ('{"alg":"ES256","kid":"development"}', "[" * 4000),
        ("[" * 4000, '{"iss":"urn:indsats:development"}'),
        ('{"alg":"ES256"}', '"urn:indsats:development"'),
        ('{"alg":"ES256"}', "not json"),
    ],
    ids=["none", "odd-kid", "deep-payload", "deep-header", "no-object", "no-json"],
)
async def test_nothing_that_looks_like_a_token_breaks_the_door(
    stack: Standing, header: str, payload: str
) -> None:
    assert await status(stack, f"Bearer {by_hand(header, payload)}") == 401


async def test_production_has_neither_tokens_nor_a_clock_nor_development_s_issuer(
    alone: Alone,
) -> None:
    own = {**PRODUCTION, "oidc_issuer": "http://localhost:1"}
    async with alone(**own) as (client, _):
        token = {"Authorization": f"Bearer {await signed()}"}
        assert (await client.get("/v1/me", headers=token)).status_code == 401
        for method, path in (("POST", "/dev/tokens"), ("PUT", "/dev/clock"),
                             ("DELETE", "/dev/clock")):  # fmt: skip
            assert (await client.request(method, path, json={})).status_code == 404


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"internal_secret": DEVELOPMENT_SECRET}, "its own internal secret"),
        ({"master_keys": DEVELOPMENT_MASTER}, "its own internal secret and master keys"),
        ({"oidc_issuer": None}, "GATEWAY_OIDC_ISSUER"),
    ],
    ids=["secret", "master-keys", "issuer"],
)
async def test_production_does_not_start_with_what_everybody_knows(
    told: dict[str, object], why: str
) -> None:
    usual = {**PRODUCTION, "dsn": "", "oidc_issuer": "http://localhost:1"}
    assert not Settings.model_validate(usual).in_development
    with pytest.raises(ValueError, match=why):
        Settings.model_validate({**usual, **told})
