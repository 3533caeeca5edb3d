"""What `make` tells the local stack and its tools."""

from pathlib import Path

from pydantic_settings import BaseSettings


class LocalSettings(BaseSettings):
    """`PORT` is where the gateway listens, `VAR` where the data are kept."""

    port: int = 8000
    var: Path = Path("var")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"
