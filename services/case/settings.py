"""What the case service is told from outside, as CASE_… in the environment."""

from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The case service's settings."""

    model_config = SettingsConfigDict(env_prefix="CASE_", frozen=True, extra="ignore")

    port: int = 8001
    ladder_url: str = "http://127.0.0.1:8002"
