"""Which tests of a parallel run stay together in one worker.

pytest-xdist 3.8 asks for marks in the names of tests, which pytest 9 no longer lets it write: by folder
and file it is ours to say.
"""

from typing import Any

from xdist.scheduler import LoadScopeScheduling

# One stage for all of a folder.
_TOGETHER = "tests/isolation/"


class Schedule(LoadScopeScheduling):  # type: ignore[misc]  # it says of itself nothing about types
    """Every test goes to whichever worker is free, but for those that share what takes long to make."""

    def _split_scope(self, nodeid: str) -> str:
        return _TOGETHER if nodeid.startswith(_TOGETHER) else nodeid


def pytest_xdist_make_scheduler(config: Any, log: Any) -> Schedule:
    """Take this one."""
    return Schedule(config, log)
