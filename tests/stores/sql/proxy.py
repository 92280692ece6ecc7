"""A TCP proxy in front of a database server that loses a connection in the middle of its COMMIT."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Self

from sqlalchemy import make_url


class CuttingProxy:
    """Passes everything on, but once armed cuts the connection at the next COMMIT.

    Args:
        arrives: whether the COMMIT reaches the server, and only its answer is lost.
    """

    def __init__(self, url: str, *, arrives: bool = True) -> None:
        there = make_url(url)
        self._arrives = arrives
        self._server = (there.host, there.port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = there.set(host="127.0.0.1", port=self._door.getsockname()[1])
        self.started = False
        self.entitlement_ends = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.create_connection(self._server)
                committing = threading.Event()
                threading.Thread(target=self._up, args=(client, server, committing), daemon=True).start()
                threading.Thread(target=self._down, args=(server, client, committing), daemon=True).start()

    def _up(self, client: socket.socket, server: socket.socket, committing: threading.Event) -> None:
        with suppress(OSError), server:
            while data := client.recv(65_536):
                if self.started and data.strip(b"\0").endswith(b"COMMIT"):
                    self.started = False
                    if not self._arrives:
                        self.entitlement_ends += 1
                        client.shutdown(socket.SHUT_RDWR)
                        break
                    committing.set()
                server.sendall(data)
            server.shutdown(socket.SHUT_RDWR)

    def _down(self, server: socket.socket, client: socket.socket, committing: threading.Event) -> None:
        with suppress(OSError), client:
            while data := server.recv(65_536):
                if committing.is_set():
                    self.entitlement_ends += 1
                    client.shutdown(socket.SHUT_RDWR)
                    return
                client.sendall(data)
            client.shutdown(socket.SHUT_RDWR)
