"""The Python blocks of README.md and docs/, each as it stands there."""

import base64
import hashlib
import hmac
import os
import re
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, Iterator, NamedTuple

from kombo import Kombo
from running_hirewire import API_KEY, API_URL, INTEGRATION_ID, everything, open_client
from test_examples import Targets

ROOT = Path(__file__).resolve().parents[2]


class Block(NamedTuple):
    place: str
    code: str


def blocks() -> Iterator[Block]:
    """All that are run: the pages of the reference have a test of their own."""
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        path = page.relative_to(ROOT).as_posix()
        if re.match(r"docs/(reference|api|\.)", path):
            continue
        text = page.read_text(encoding="utf-8")
        for found in re.finditer(r"^```python(.*)\n((?:.*\n)*?)```$", text, re.MULTILINE):
            if "no-run=" not in found[1]:
                yield Block(f"{path}:{text.count(chr(10), 0, found.start()) + 1}", found[2])


class Guides(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        Path(folder.name, "cv.pdf").write_bytes(b"%PDF-1.4 an invented CV")
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(folder.name)
        self.targets = Targets()

    def test_every_block_runs(self) -> None:
        found = list(blocks())
        self.assertGreater(len(found), 15)
        job = everything(self.client(), "jobs", statuses=["OPEN"])[-1].id
        for number, block in enumerate(found):
            with self.subTest(block.place):
                code = self.filled(block.code, job, number)
                names = {"client": self.client(), "print": lambda *_: None}
                exec(compile(code, block.place, "exec"), names)  # noqa: S102
                if "is_genuine" in names:
                    self.check_verification(names["is_genuine"])

    def client(self) -> Kombo:
        client = open_client()
        self.addCleanup(client.__exit__, None, None, None)
        return client.__enter__()

    def filled(self, code: str, job: str, number: int) -> str:
        """With key, address and ids; applicants are somebody else in each block."""
        ids: Dict[str, Any] = {}
        if re.search(r"(APPLICATION|STAGE|REASON)_ID", code):
            ids = self.targets.for_method("any")
        changes = {
            "http://127.0.0.1:4000/v1": API_URL,
            "hw_…": API_KEY,
            "ashby:…": INTEGRATION_ID,
            "REJECTION_REASON_ID": ids.get("rejection_reason_id", ""),
            "APPLICATION_ID": ids.get("application_id", ""),
            "STAGE_ID": ids.get("stage_id", ""),
            "JOB_ID": job,
            "ada@example.com": f"ada.{number}@example.com",
        }
        for old, new in changes.items():
            code = code.replace(old, new)
        return code

    def check_verification(self, is_genuine: Any) -> None:
        body = '{"id": "Grüße"}'.encode()
        digest = hmac.new(b"secret", body, hashlib.sha256).digest()
        signature = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        self.assertTrue(is_genuine(body, signature, "secret"))
        self.assertFalse(is_genuine(body, signature, "another secret"))
        self.assertFalse(is_genuine(body + b" ", signature, "secret"))
