"""What the gateway is told from outside, as GATEWAY_… in the environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from services.gateway.limits import Policy
from services.gateway.webhooks.addresses import LOOPBACK, Network, networks
from shared.calendar import closed_days
from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The gateway's settings.

    `oidc_issuer` is the identity provider's address; production cannot start without one.
    `…_limit` are requests a minute of each caller (unknown: of each address), in each process:
    `bulk` is what moves much at once. Calendars come from `calendar_organiser`, an
    address that is nobody's; `front_end` is where people open cases. `closed_days` are the
    municipality's own, every year (`06-05,12-24,12-31`); a day with `full_day` meetings is full.
    `municipality` (three digits), `cvr`, `p_number` and `statistics_contact` (an address that is no
    person's) stand on what is reported to Statistics Denmark. Webhooks go to public addresses and
    into `webhook_networks` (`10.20.0.0/16,…`); in development to this machine too. `references` is
    a file of what figures are set against that is counted elsewhere.
    """

    model_config = SettingsConfigDict(env_prefix="GATEWAY_", frozen=True, extra="ignore")

    port: int = 8000
    oidc_issuer: str | None = None
    oidc_audience: str = "indsats"
    oidc_role_claim: str = "indsats_role"
    oidc_unit_claim: str = "indsats_unit"
    cors_origins: tuple[str, ...] = ()
    read_limit: int = 60_000
    write_limit: int = 60_000
    search_limit: int = 600
    bulk_limit: int = 600
    unknown_limit: int = 6_000
    calendar_organiser: str = "noreply@indsats.invalid"
    calendar_invited: str = "invited@indsats.invalid"
    front_end: str | None = None
    closed_days: str = ""
    full_day: int = 4
    municipality: Annotated[str, Field(pattern=r"^[0-9]{3}$")] = "000"
    cvr: Annotated[str, Field(pattern=r"^[0-9]{8}$")] = "00000000"
    p_number: Annotated[str, Field(pattern=r"^[0-9]{10}$")] = "0000000000"
    statistics_contact: str = "noreply@indsats.invalid"
    webhook_networks: str = ""
    references: Path | None = None
    case_url: str = "http://127.0.0.1:8001"
    ladder_url: str = "http://127.0.0.1:8002"
    followup_url: str = "http://127.0.0.1:8003"

    @property
    def limits(self) -> Mapping[Policy, int]:
        return {
            "read": self.read_limit,
            "write": self.write_limit,
            "search": self.search_limit,
            "bulk": self.bulk_limit,
            "unknown": self.unknown_limit,
        }

    @property
    def webhook_targets(self) -> tuple[Network, ...]:
        return (*networks(self.webhook_networks), *(LOOPBACK if self.in_development else ()))

    @field_validator("webhook_networks")
    @classmethod
    def are_networks(cls, written: str) -> str:
        networks(written)
        return written

    @field_validator("closed_days")
    @classmethod
    def readable(cls, days: str) -> str:
        closed_days(days)
        return days

    @model_validator(mode="after")
    def production_has_an_issuer(self) -> Self:
        if not self.in_development and not self.oidc_issuer:
            raise ValueError("production needs GATEWAY_OIDC_ISSUER")
        return self
