"""A LangSmith server on this machine, that keeps what it is sent."""

import http.server
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LIMITS = {"scale_up_qsize_trigger": 1000, "scale_up_nthreads_limit": 1, "scale_down_nempty_trigger": 4}
INFO = {
    "version": "0",
    "batch_ingest_config": {"use_multipart_endpoint": True, "size_limit": 100, "size_limit_bytes": 10**7, **_LIMITS},
    "instance_flags": {"zstd_compression_enabled": False},
}


def _parts(body: bytes, content_type: str) -> dict[str, Any]:
    boundary = re.search(r"boundary=([^;]+)", content_type)
    assert boundary, content_type
    found = {}
    for part in body.split(b"--" + boundary[1].strip('"').encode())[1:-1]:
        head, _, data = part.strip(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]+)"', head)
        assert name, head
        found[name[1].decode()] = json.loads(data)
    return found


@contextmanager
def langsmith() -> Iterator[tuple[str, dict[str, Any]]]:
    """Its address, and the parts of all multipart posts it got: "post.<id>", "post.<id>.inputs", "patch.<id>" ..."""
    parts: dict[str, Any] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body

        def _answer(self, answer: object) -> None:
            text = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(text)

        def do_GET(self) -> None:
            self._answer(INFO)

        def do_POST(self) -> None:
            parts.update(_parts(self._body(), self.headers["Content-Type"]))
            self._answer({})

        def log_message(self, format: str, *args: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", parts
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
