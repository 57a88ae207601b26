"""How the property tests draw: the same cases for the same code, unless one goes looking (`make zoek`).

A change is then judged by what it changes, and not by the luck of the draw.
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

# Programs that tests start need not read all rules again, and keep nothing in the user's own folder.
os.environ.setdefault("TOETSSTEEN_BEWAARD", str(Path(__file__).parent.parent / ".pytest_cache" / "bewaard"))

# A busy machine is no fault of what is tested; what is slow by itself is measured in `benchmarks/`.
geduld = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("vast", geduld, derandomize=True)
settings.register_profile("zoek", geduld, derandomize=False, print_blob=True)
settings.load_profile("vast")
