"""A file system of a few megabytes, for disks that fill up: a tmpfs, where mounting is permitted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: str = "3m") -> Generator[Path, None, None]:
    """The folder as a disk of its own; a loud skip where nobody may mount one."""
    done = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size},mode=1777", "tmpfs", folder],
            capture_output=True,
            text=True,
            check=False,
        )
        if sys.platform == "linux"
        else None
    )
    if done is None or done.returncode:
        reason = "this is not Linux" if done is None else done.stderr.strip()
        pytest.skip(f"NO SMALL DISK CAN BE MOUNTED, SO A FULL ONE IS NOT TESTED: {reason}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def enlarge(folder: Path, size: str = "64m") -> None:
    """Make room."""
    subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True)
