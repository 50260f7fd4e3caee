"""What the documentation of the official Python SDK shows for reading."""

import re
import unittest
from pathlib import Path

from kombo import Kombo
from running_hirewire import API_KEY, API_URL, INTEGRATION_ID, LISTS

DOCUMENTATION = (
    Path(__file__).resolve().parents[3] / "shared" / "wire" / "python-sdk-ats.txt"
)


class ReadingWithTheDocumentedCall(unittest.TestCase):
    """The documented call of each list, with the loop that goes through its pages."""

    def test_each_list_is_read_to_its_end(self) -> None:
        for name in LISTS:
            with self.subTest(name), Kombo(
                integration_id=INTEGRATION_ID, api_key=API_KEY, server_url=API_URL
            ) as k_client:
                read = getattr(k_client.ats, f"get_{name}")
                res = read(
                    page_size=100, include_deleted=False, ignore_unsupported_filters=False
                )
                seen = []
                while res is not None:
                    seen.extend(record.id for record in res.result.data.results)
                    res = res.next()
                self.assertGreater(len(seen), 0)
                self.assertEqual(len(seen), len(set(seen)), "records repeat")


@unittest.skipUnless(
    DOCUMENTATION.exists(), "the SDK's documentation is not beside this checkout"
)
class PublishedExamples(unittest.TestCase):
    """The examples of the page itself: only key, integration id and server address differ."""

    def test_each_read_example_runs_as_written(self) -> None:
        text = DOCUMENTATION.read_text(encoding="utf-8")
        reading = [
            example for example in examples_in(text) if "res = res.next()" in example
        ]
        methods = [re.search(r"ats\.get_(\w+)\(", example) for example in reading]
        self.assertEqual(sorted(one[1] for one in methods if one), sorted(LISTS))
        for example in reading:
            with self.subTest(example):
                exec(compile(for_this_server(example), "example", "exec"), {})  # noqa: S102


def examples_in(text: str) -> list:
    """Each from its import to the line before the page's next heading or table."""
    pattern = r"^from kombo import Kombo\n(?:(?:from .*|with .*|[)].*|[ ]+.*)?\n)*"
    return re.findall(pattern, text, re.MULTILINE)


def for_this_server(example: str) -> str:
    """The three substitutions."""
    changed, ids = re.subn(
        r'integration_id="[^"]+"', f"integration_id={INTEGRATION_ID!r}", example
    )
    changed, keys = re.subn(
        r'api_key="[^"]+"', f"api_key={API_KEY!r}, server_url={API_URL!r}", changed
    )
    if (ids, keys) != (1, 1):
        raise AssertionError(f"The example has {ids} integration ids and {keys} keys")
    return changed
