"""What the ladder is told from outside, as LADDER_… in the environment."""

from pydantic import field_validator
from pydantic_settings import SettingsConfigDict

from services.intervention_ladder.definitions import DEFINITIONS
from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The ladder's settings. `definition` is the ladder that new measures stand on."""

    model_config = SettingsConfigDict(env_prefix="LADDER_", frozen=True, extra="ignore")

    port: int = 8002
    definition: str = "default@1"
    case_url: str = "http://127.0.0.1:8001"
    followup_url: str = "http://127.0.0.1:8003"

    @field_validator("definition")
    @classmethod
    def known(cls, name: str) -> str:
        if name not in DEFINITIONS:
            raise ValueError(f"no such ladder definition; there are {', '.join(DEFINITIONS)}")
        return name
