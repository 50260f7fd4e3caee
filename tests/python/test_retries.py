"""The official Python SDK behind a gateway that is too busy at first."""

import json
import time
import unittest
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import List

from kombo import errors
from kombo.utils import BackoffStrategy, RetryConfig
from running_hirewire import API_URL, everything, ids_of, open_client

REFUSAL = json.dumps(
    {
        "status": "error",
        "error": {
            "code": "PLATFORM.RATE_LIMIT_EXCEEDED",
            "title": "Too many requests",
            "message": "Come back later.",
            "log_url": None,
        },
    }
).encode()


class BusyGateway(ThreadingHTTPServer):
    """Refuses the first requests with 429 and passes on the others."""

    def __init__(self, refusals: int) -> None:
        super().__init__(("127.0.0.1", 0), Gate)
        self.refusals = refusals
        self.arrivals: List[float] = []
        self.url = f"http://127.0.0.1:{self.server_port}/v1"

    def __enter__(self) -> "BusyGateway":
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Gate(BaseHTTPRequestHandler):
    server: BusyGateway

    def do_GET(self) -> None:  # noqa: N802
        self.server.arrivals.append(time.monotonic())
        if len(self.server.arrivals) <= self.server.refusals:
            self.answer(429, REFUSAL, {"Retry-After": "1"})
            return
        request = urllib.request.Request(API_URL.removesuffix("/v1") + self.path)
        for name in ("Authorization", "X-Integration-Id"):
            request.add_header(name, self.headers[name])
        with urllib.request.urlopen(request) as response:
            self.answer(response.status, response.read(), {})

    def answer(self, status: int, body: bytes, headers: dict) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Retries(unittest.TestCase):
    def test_a_refused_request_is_sent_again_after_the_pause_that_is_asked_for(self) -> None:
        retries = RetryConfig("backoff", BackoffStrategy(1, 5_000, 1.1, 20_000), False)
        with open_client() as direct:
            expected = ids_of(everything(direct, "candidates"))
        with BusyGateway(refusals=2) as gateway:
            with open_client(server_url=gateway.url, retry_config=retries) as client:
                found = everything(client, "candidates", page_size=100)
        self.assertEqual(ids_of(found), expected)
        first, second, third = gateway.arrivals[:3]
        self.assertGreaterEqual(second - first, 0.99)
        self.assertGreaterEqual(third - second, 0.99)

    def test_a_client_that_does_not_retry_gets_the_code(self) -> None:
        with BusyGateway(refusals=1) as gateway:
            with open_client(server_url=gateway.url) as client:
                with self.assertRaises(errors.KomboAtsError) as raised:
                    client.ats.get_tags()
        self.assertEqual(raised.exception.data.error.code, "PLATFORM.RATE_LIMIT_EXCEEDED")
        self.assertEqual(raised.exception.status_code, 429)
