"""What every service is told from outside. Production refuses to start with a default secret."""

from typing import Literal, Self

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.clock import Clock, SettableClock, utc_now
from shared.identity import InternalTokens
from shared.sealing import MasterKeys

DEVELOPMENT_SECRET = "development-only-internal-secret-0123456789"  # noqa: S105 - refused below
DEVELOPMENT_MASTER = "development:ZGV2ZWxvcG1lbnQtb25seS1tYXN0ZXIta2V5LTAxMjM="


class ServiceSettings(BaseSettings):
    """Settings of one service; each adds its own prefix.

    `dsn` is a libpq connection string. `master_keys` is `name:base64,…`, the newest first.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    environment: Literal["development", "production"] = "production"
    dsn: str
    port: int = 8000
    internal_secret: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    master_keys: SecretStr = SecretStr(DEVELOPMENT_MASTER)
    log_level: str = "info"
    otlp_endpoint: str | None = None

    @model_validator(mode="after")
    def refuse_default_secrets(self) -> Self:
        if self.environment == "production":
            defaults = {DEVELOPMENT_SECRET, DEVELOPMENT_MASTER}
            if {
                self.internal_secret.get_secret_value(),
                self.master_keys.get_secret_value(),
            } & defaults:
                raise ValueError("production needs its own internal secret and master keys")
        return self

    @property
    def in_development(self) -> bool:
        return self.environment == "development"

    def tokens(self) -> InternalTokens:
        return InternalTokens(self.internal_secret.get_secret_value())

    def keys(self) -> MasterKeys:
        return MasterKeys.read(self.master_keys.get_secret_value())

    def clock(self) -> Clock:
        """Real time in production; in development a clock that can be set."""
        return SettableClock() if self.in_development else utc_now
