"""Production starts with secrets of its own, or not at all."""

from base64 import b64encode
from uuid import UUID

import pytest
from pydantic import SecretStr, ValidationError

from shared.clock import SettableClock, utc_now
from shared.settings import DEVELOPMENT_MASTER, DEVELOPMENT_SECRET, ServiceSettings

OWN_SECRET = SecretStr("a secret that this municipality made")
OWN_KEYS = SecretStr("own:" + b64encode(bytes(range(32))).decode())


@pytest.mark.parametrize(
    ("secret", "keys"),
    [
        (SecretStr(DEVELOPMENT_SECRET), OWN_KEYS),
        (OWN_SECRET, SecretStr(DEVELOPMENT_MASTER)),
        (SecretStr(DEVELOPMENT_SECRET), SecretStr(DEVELOPMENT_MASTER)),
    ],
)
def test_production_refuses_a_secret_that_everybody_knows(
    secret: SecretStr, keys: SecretStr
) -> None:
    with pytest.raises(ValidationError, match="its own internal secret and master keys"):
        ServiceSettings(dsn="", internal_secret=secret, master_keys=keys)


def test_production_is_what_is_meant_when_nothing_is_said() -> None:
    settings = ServiceSettings(dsn="", internal_secret=OWN_SECRET, master_keys=OWN_KEYS)
    assert not settings.in_development
    assert settings.clock() is utc_now


def test_development_may_use_the_defaults_and_set_its_clock() -> None:
    settings = ServiceSettings(environment="development", dsn="")
    assert isinstance(settings.clock(), SettableClock)
    assert settings.keys().wrap(bytes(32), UUID(int=1))[0] == "development"


def test_a_secret_is_never_shown() -> None:
    settings = ServiceSettings(dsn="", internal_secret=OWN_SECRET, master_keys=OWN_KEYS)
    for secret in (OWN_SECRET, OWN_KEYS):
        assert secret.get_secret_value() not in repr(settings)
