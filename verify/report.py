"""How a part hands its figures to the runner."""

import json
import os
from pathlib import Path
from typing import NoReturn

FIGURES_FILE = "RJCASE_VERIFY_FIGURES"


def figures(**measured: float | int | str | bool) -> None:
    """Hand over what was measured; may be called again with more. Printed when run by hand."""
    print(json.dumps(measured), flush=True)
    if name := os.environ.get(FIGURES_FILE):
        path = Path(name)
        known = json.loads(path.read_text()) if path.exists() and path.stat().st_size else {}
        path.write_text(json.dumps(known | measured))


def fail(why: str) -> NoReturn:
    """End the part as failed, with one sentence."""
    raise SystemExit(f"FAILED: {why}")
