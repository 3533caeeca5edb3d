"""A large municipality's years, written straight into the read models: `many_lives.sql`."""

from pathlib import Path

import psycopg

A_YEAR = 2_500  # new cases
LIVES = Path(__file__).with_suffix(".sql")


def fill(dsn: str, years: int) -> None:
    """So many years, up to the last day of 2025."""
    with psycopg.connect(dsn) as connection:
        said = {"lives.years": years, "lives.a_year": A_YEAR}
        for name, number in said.items():
            connection.execute("SELECT set_config(%s, %s, true)", [name, str(number)])
        connection.execute(LIVES.read_bytes())
