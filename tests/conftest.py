"""Fixtures every test may use."""

from __future__ import annotations

import os

from hypothesis import settings

# A machine may be slow: no example is a failure for its time. In CI the same examples run each
# time, so that a red run tells of the change; at a desk they differ from run to run.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
