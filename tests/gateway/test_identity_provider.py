"""A real OpenID Connect provider, which nobody here wrote: discovery, rotation, and its absence."""

import hmac
import json
import time
import warnings
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from services.gateway import callers
from tests.gateway.conftest import PRODUCTION, Alone
from tests.stack import free_ports

with warnings.catch_warnings(record=True):  # of what the provider is itself made
    from oidc_provider_mock import User, run_server_in_thread  # type: ignore[import-untyped]
    from oidc_provider_mock._storage import storage  # type: ignore[import-untyped]

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
WORKER = User(sub="worker-7", claims={"indsats_role": "leader", "indsats_unit": "unit-7"})

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


@dataclass
class Running:
    """The provider at work; it counts who fetches its keys, and changes them when it is told."""

    issuer: str
    app: Any
    fetched: list[str] = field(default_factory=list)

    def counting(self, app: Wsgi) -> Wsgi:
        def counted(environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
            if environ["PATH_INFO"] == "/jwks":
                self.fetched.append(environ["PATH_INFO"])
            return app(environ, start)

        return counted

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Where what it keeps can be reached."""
        with self.app.test_request_context():
            self.app.preprocess_request()
            yield

    @property
    def key(self) -> RSAKey:
        """What it signs with."""
        with self.inside():
            return RSAKey.import_key(storage.jwk.as_dict(is_private=True))

    def rotate(self) -> None:
        """Sign with a new key from now on, and publish it in place of the old one."""
        with self.inside():
            storage.jwk = type(storage.jwk).generate_key(is_private=True)

    def says(self, key: RSAKey | None = None, **other: object) -> dict[str, str]:
        """What it would sign for the worker, or what somebody else makes of that."""
        now, key = int(time.time()), key or self.key
        claims = {"iss": self.issuer, "aud": "indsats", "sub": "worker-7", "exp": now + 60,
                  "indsats_role": "leader", "indsats_unit": "unit-7", **other}  # fmt: skip
        header = {"alg": "RS256", "kid": key.kid or key.thumbprint()}
        return bearer(jwt.encode(header, claims, key))


@contextmanager
def running(port: int) -> Iterator[Running]:
    with run_server_in_thread(port, user_claims=[WORKER]) as server:
        one = Running(f"http://localhost:{port}", server.app)
        server.app = one.counting(server.app)
        yield one


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def with_a_secret(provider: Running, claims: str) -> str:
    """A token signed with what everybody knows, as if it were a secret between us."""
    head = json.dumps({"alg": "HS256", "kid": provider.key.kid}).encode()
    told = f"{urlsafe_b64encode(head).decode().rstrip('=')}.{claims}"
    code = hmac.digest(provider.key.as_pem(private=False), told.encode(), "sha256")
    return f"{told}.{urlsafe_b64encode(code).decode().rstrip('=')}"


async def status(client: httpx.AsyncClient, headers: dict[str, str]) -> int:
    return (await client.get("/v1/me", headers=headers)).status_code


async def test_keys_change_while_all_runs_and_the_old_one_ends_with_what_is_kept(
    alone: Alone, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "REFETCH", 0.0)
    with running(port) as provider:
        async with alone(**PRODUCTION, oidc_issuer=provider.issuer) as (client, _):
            old, before = provider.key, await logged_in(provider.issuer)
            assert await status(client, before) == 200
            provider.rotate()
            assert await status(client, before) == 200  # verified a moment ago
            assert await status(client, await logged_in(provider.issuer)) == 200
            assert await status(client, provider.says(old, sub="worker-8")) == 401
            monkeypatch.setattr(callers, "KEPT", 0.0)
            fresh = await logged_in(provider.issuer)
            assert await status(client, fresh) == 200


async def test_a_key_that_is_no_more_is_refused_once_it_is_not_kept_any_longer(
    alone: Alone, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "REFETCH", 0.0)
    with running(port) as provider:
        async with alone(**PRODUCTION, oidc_issuer=provider.issuer) as (client, _):
            stolen = provider.key
            assert await status(client, provider.says(stolen)) == 200
            provider.rotate()
            assert await status(client, provider.says(stolen, exp=int(time.time()) + 90)) == 200
            monkeypatch.setattr(callers, "KEPT", 0.0)
            assert await status(client, provider.says(stolen, exp=int(time.time()) + 120)) == 401
            assert await status(client, provider.says()) == 200


async def test_a_token_is_not_believed_longer_than_keys_are_kept(
    alone: Alone, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "REFETCH", 0.0)
    monkeypatch.setattr(callers, "KEPT", 0.0)
    with running(port) as provider:
        async with alone(**PRODUCTION, oidc_issuer=provider.issuer) as (client, _):
            token = await logged_in(provider.issuer)
            assert await status(client, token) == 200
            provider.rotate()
            assert await status(client, token) == 401


async def test_what_the_provider_did_not_sign_for_us_and_for_now_is_nobodys(
    alone: Alone, port: int
) -> None:
    now = int(time.time())
    with running(port) as provider:
        async with alone(**PRODUCTION, oidc_issuer=provider.issuer) as (client, _):
            assert await status(client, provider.says()) == 200
            unsigned = provider.says()["Authorization"].split()[1].split(".")
            none = "eyJhbGciOiJub25lIn0"  # {"alg":"none"}
            wrong = {
                "no algorithm": bearer(f"{none}.{unsigned[1]}."),
                "its public key as a secret": bearer(with_a_secret(provider, unsigned[1])),
                "a key of one's own": provider.says(RSAKey.generate_key(2048)),
                "changed": bearer(f"{unsigned[0]}.{unsigned[1]}x.{unsigned[2]}"),
                "for another": provider.says(aud="another-app"),
                "for nobody": provider.says(aud=None),
                "by another": provider.says(iss="https://elsewhere.example"),
                "expired": provider.says(exp=now - 31),
                "without an end": provider.says(exp=None),
                "not yet": provider.says(nbf=now + 60),
            }
            refused = {name: await status(client, each) for name, each in wrong.items()}
            assert refused == dict.fromkeys(wrong, 401)
            assert await status(client, provider.says(aud=["another-app", "indsats"])) == 200
            assert await status(client, provider.says(nbf=now + 15)) == 200  # clocks may differ


async def test_keys_that_nobody_knows_do_not_make_us_hammer_the_provider(
    alone: Alone, port: int
) -> None:
    with running(port) as provider:
        async with alone(**PRODUCTION, oidc_issuer=provider.issuer) as (client, _):
            assert await status(client, provider.says()) == 200
            for _ in range(20):
                assert await status(client, provider.says(RSAKey.generate_key(2048))) == 401
            assert len(provider.fetched) == 1


async def test_a_provider_that_is_down_is_asked_now_and_then_only(
    alone: Alone, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetches: list[None] = []
    issuer = f"http://localhost:{port}"
    token = bearer(jwt.encode({"alg": "RS256"}, {"iss": issuer}, RSAKey.generate_key(2048)))
    fetch = callers.Provider._fetch  # noqa: SLF001 - how often it is gone to

    async def counted(provider: callers.Provider) -> None:
        fetches.append(None)
        await fetch(provider)

    monkeypatch.setattr(callers.Provider, "_fetch", counted)
    async with alone(**PRODUCTION, oidc_issuer=issuer) as (client, _):
        for _ in range(10):
            down = await client.get("/v1/me", headers=token)
            assert (down.status_code, down.headers["Retry-After"]) == (503, "2")
    assert len(fetches) <= 2


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
