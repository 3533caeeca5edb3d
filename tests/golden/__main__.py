"""Write the golden samples that are missing: `python -m tests.golden`."""

import sys

from tests.golden.samples import write_missing

for path in write_missing():
    sys.stdout.write(f"{path}\n")
