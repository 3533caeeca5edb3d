"""A real OpenID Connect provider, which nobody here wrote: discovery, rotation, and its absence."""

import warnings
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from services.gateway import callers
from tests.gateway.conftest import PRODUCTION, Alone
from tests.stack import free_ports

with warnings.catch_warnings(record=True):  # of what the provider is itself made
    from oidc_provider_mock import User, run_server_in_thread  # type: ignore[import-untyped]

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture
def port() -> int:
    [free] = free_ports(1)
    return free


async def logged_in(issuer: str, client_id: str = "indsats") -> dict[str, str]:
    """What a real login at a real provider gives: an ID token, by the authorization code flow."""
    back = "https://indsats.example/back"
    asked = {"client_id": client_id, "redirect_uri": back, "response_type": "code",
             "scope": "openid"}  # fmt: skip
    async with httpx.AsyncClient(base_url=issuer) as browser:
        sent = await browser.post("/oauth2/authorize", params=asked, data={"sub": "worker-7"})
        [code] = parse_qs(urlsplit(sent.headers["location"]).query)["code"]
        grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        answer = await browser.post("/oauth2/token", data=grant, auth=(client_id, "secret"))
    return {"Authorization": f"Bearer {answer.raise_for_status().json()['id_token']}"}


async def test_a_real_provider_is_believed_and_its_new_keys_are_fetched(
    alone: Alone, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "REFETCH", 0.0)  # a kid that is not known is asked for at once
    issuer = f"http://localhost:{port}"
    worker = User(sub="worker-7", claims={"indsats_role": "leader", "indsats_unit": "unit-7"})
    async with alone(**PRODUCTION, oidc_issuer=issuer) as (client, _):
        with run_server_in_thread(port, user_claims=[worker]):
            first = await logged_in(issuer)
            me = (await client.get("/v1/me", headers=first)).json()
            assert (me["sub"], me["role"], me["unit"]) == ("worker-7", "leader", "unit-7")
            for_another = await logged_in(issuer, "another-app")
            assert (await client.get("/v1/me", headers=for_another)).status_code == 401
        with run_server_in_thread(port, user_claims=[worker]):  # with a new key
            assert (await client.get("/v1/me", headers=await logged_in(issuer))).status_code == 200


async def test_a_login_that_says_no_role_is_nobody_here(alone: Alone, port: int) -> None:
    issuer = f"http://localhost:{port}"
    with run_server_in_thread(port, user_claims=[User(sub="worker-7")]):
        async with alone(**PRODUCTION, oidc_issuer=issuer) as (client, _):
            answer = await client.get("/v1/me", headers=await logged_in(issuer))
            assert answer.status_code == 401


async def test_while_the_provider_is_down_nobody_is_refused_for_good(
    alone: Alone, port: int
) -> None:
    issuer = f"http://localhost:{port}"
    worker = User(sub="worker-7", claims={"indsats_role": "leader"})
    async with alone(**PRODUCTION, oidc_issuer=issuer) as (client, _):
        with run_server_in_thread(port, user_claims=[worker]):
            headers = await logged_in(issuer)
        down = await client.get("/v1/me", headers=headers)
        assert (down.status_code, down.json()["code"]) == (503, "unavailable")
        assert int(down.headers["Retry-After"]) > 0
