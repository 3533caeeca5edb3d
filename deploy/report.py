"""The quarterly report of a running development stack: `make report QUARTER=2016-1`.

It is made once, for leadership, and written as a page and as a PDF.
"""

import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from deploy.demo.client import Gateway
from deploy.settings import LocalSettings
from shared.calendar import add_months

MONTHS = 3


def main(quarter: str, persona: str = "leader") -> None:
    """Make the report of a quarter such as 2016-1, and write it to the working directory."""
    year, number = (int(part) for part in quarter.split("-"))
    since = date(year, MONTHS * (number - 1) + 1, 1)
    times = {"from": f"{since}", "to": f"{add_months(since, MONTHS)}"}
    with closing(Gateway(LocalSettings().address)) as gateway:
        gateway.as_persona(persona)
        at = f"/v1/reports/{gateway.open('/v1/reports', times)}"
        for part, ending in (("page", "html"), ("drawings", "pdf")):
            file = Path(f"report-{quarter}.{ending}")
            file.write_bytes(gateway.file(f"{at}/{part}"))
            sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:  # noqa: PLR2004
        sys.exit("say which quarter: make report QUARTER=2016-1")
    main(*sys.argv[1:])
