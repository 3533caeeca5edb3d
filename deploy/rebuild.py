"""Rebuild one read model of a running development stack: `make rebuild MODEL=agenda`."""

import sys

import httpx

from deploy.settings import LocalSettings

PATIENCE = 3600  # seconds a rebuild may take


def main(model: str) -> None:
    """Ask the gateway, as an operator; end with an error when it cannot."""
    address = LocalSettings().address
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        asked = client.post("/dev/tokens", json={"persona": "operator"}).raise_for_status()
        token = asked.json()["access_token"]
        answer = client.post(
            f"/v1/projections/{model}/rebuilds", headers={"Authorization": f"Bearer {token}"}
        )
    if not answer.is_success:
        sys.exit(f"{model} is not rebuilt: {answer.text}")
    sys.stdout.write(f"{model} is rebuilt\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit("say which: make rebuild MODEL=agenda")
    main(sys.argv[1])
