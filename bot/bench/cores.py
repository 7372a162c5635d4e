"""Which core a process runs on, and how much of it was used."""

from __future__ import annotations

import os
import resource


def pin(core: int) -> None:
    """Keep this process on one core, where the system can and there are so many."""
    if hasattr(os, "sched_setaffinity") and core in os.sched_getaffinity(0):
        os.sched_setaffinity(0, {core})


def peak_megabytes() -> float:
    """The most memory this process has had, in MB of 2**20 bytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1024
