"""A delivery to Statistics Denmark from a running stack: `make statistics SURVEY=events`."""

import sys
from contextlib import closing
from pathlib import Path

from deploy.demo.client import Gateway
from deploy.settings import LocalSettings

AT = "/v1/statistics/deliveries"
SCOPES = ["cases.all", "statistics.read", "statistics.write"]


def main(survey: str) -> None:
    """Deliver what has changed since the delivery before, and write the file to send."""
    with closing(Gateway(LocalSettings().address)) as gateway:
        gateway.as_system("statistics", SCOPES)
        made = gateway.open(AT, {"survey": survey})
        file = Path(f"{survey}-{made}.xml")
        file.write_bytes(gateway.file(f"{AT}/{made}/file"))
        sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit("say which survey: make statistics SURVEY=supportive, or SURVEY=events")
    main(sys.argv[1])
