"""A trace goes from the request to the statement, and holds nobody's words."""

import json
import subprocess
import sys

TRACE = "0af7651916cd43dd8448eb211c80319c"
WORDS = "Mette-Marker-7741"


def test_a_request_and_its_statements_are_spans_of_one_trace(log_dsn: str) -> None:
    traceparent = f"00-{TRACE}-b7ad6b7169203331-01"
    told = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.shared.traced", log_dsn, traceparent, WORDS],
        capture_output=True,
        check=True,
        text=True,
    )
    spans = json.loads(told.stdout)
    ours = [span["name"] for span in spans if span["trace"] == TRACE]
    assert ours.count("POST") == 2, "one span for each request"
    assert len(ours) > 2, "and some for the statements they led to"
    assert not any(WORDS in span["all"] for span in spans)
