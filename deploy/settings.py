"""What `make` tells the local stack and its tools."""

from pathlib import Path

from pydantic_settings import BaseSettings


class LocalSettings(BaseSettings):
    """`PORT` is where the gateway listens, `VAR` where the data are kept.

    `SEED` is the municipality that an empty database is told of, by its profile; `none`: nobody.
    """

    port: int = 8000
    var: Path = Path("var")
    seed: str = "small"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def seeding(self) -> Path:
        """A file that is there while the municipality is told, and the clock with it."""
        return self.var / "seeding"

    @property
    def begun(self) -> Path:
        """A file that says which municipality is not told to its end."""
        return self.var / "municipality"
