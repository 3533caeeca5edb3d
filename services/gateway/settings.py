"""What the gateway is told from outside, as GATEWAY_… in the environment."""

from typing import Self

from pydantic import model_validator
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The gateway's settings.

    `oidc_issuer` is the identity provider's address; production cannot start without one.
    `rate_limit` is requests per caller and minute.
    """

    model_config = SettingsConfigDict(env_prefix="GATEWAY_", frozen=True, extra="ignore")

    port: int = 8000
    oidc_issuer: str | None = None
    oidc_audience: str = "indsats"
    oidc_role_claim: str = "indsats_role"
    oidc_unit_claim: str = "indsats_unit"
    cors_origins: tuple[str, ...] = ()
    rate_limit: int = 60_000
    case_url: str = "http://127.0.0.1:8001"
    ladder_url: str = "http://127.0.0.1:8002"
    followup_url: str = "http://127.0.0.1:8003"

    @model_validator(mode="after")
    def production_has_an_issuer(self) -> Self:
        if not self.in_development and not self.oidc_issuer:
            raise ValueError("production needs GATEWAY_OIDC_ISSUER")
        return self
