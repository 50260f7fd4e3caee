"""The Python examples of our own API reference, each as its page shows it."""

import unittest
from typing import Any

from kombo import errors
from running_hirewire import NOT_IMPLEMENTED, OPERATIONS, REFERENCE_EXAMPLES

ERRORS = {"ats": errors.KomboAtsError, "general": errors.KomboGeneralError}


def run(example: dict) -> list:
    """What an example prints."""
    printed: list = []
    code = compile(example["code"], example["operation"], "exec")

    def note(value: Any) -> None:
        printed.append(value)

    exec(code, {"print": note})  # noqa: S102
    return printed


class ReferenceExamples(unittest.TestCase):
    """Only key, ids and server address differ from the pages."""

    def test_every_operation_has_one(self) -> None:
        self.assertEqual(len(REFERENCE_EXAMPLES), OPERATIONS)

    def test_every_example_prints_what_came(self) -> None:
        for example in REFERENCE_EXAMPLES:
            if example["operation"] in NOT_IMPLEMENTED:
                continue
            with self.subTest(example["operation"]):
                printed = run(example)
                self.assertGreater(len(printed), 0)
                self.assertNotIn(None, printed)

    def test_what_is_not_there_yet_says_why_in_the_error_of_its_kind(self) -> None:
        missing = [one for one in REFERENCE_EXAMPLES if one["operation"] in NOT_IMPLEMENTED]
        self.assertEqual(len(missing), len(NOT_IMPLEMENTED))
        for example in missing:
            expected = NOT_IMPLEMENTED[example["operation"]]
            with self.subTest(example["operation"]):
                with self.assertRaises(ERRORS[expected["error_type"]]) as raised:
                    run(example)
                self.assertEqual(raised.exception.status_code, 501)
                failure = raised.exception.data.error
                self.assertIsNone(failure.code)
                self.assertEqual(failure.title, "Not implemented")
                self.assertIn(expected["reason"], failure.message)


if __name__ == "__main__":
    unittest.main()
