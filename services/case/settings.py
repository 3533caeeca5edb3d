"""What the case service is told from outside, as CASE_… in the environment."""

from typing import Self

from pydantic import SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from shared.blind import BlindKey
from shared.settings import ServiceSettings

DEVELOPMENT_BLIND = "ZGV2ZWxvcG1lbnQtb25seS1ibGluZC1rZXktMDEyMzQ="


class Settings(ServiceSettings):
    """The case service's settings. `blind_key` is 32 bytes, in base64."""

    model_config = SettingsConfigDict(env_prefix="CASE_", frozen=True, extra="ignore")

    port: int = 8001
    blind_key: SecretStr = SecretStr(DEVELOPMENT_BLIND)

    @model_validator(mode="after")
    def refuse_the_default_blind_key(self) -> Self:
        if not self.in_development and self.blind_key.get_secret_value() == DEVELOPMENT_BLIND:
            raise ValueError("production needs its own blind key")
        return self

    def blind(self) -> BlindKey:
        return BlindKey.read(self.blind_key.get_secret_value())
