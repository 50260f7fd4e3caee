"""The Python examples of our own API reference, each as its page shows it."""

import unittest
from typing import Any

from kombo import errors
from running_hirewire import NOT_IMPLEMENTED, REFERENCE_EXAMPLES


class ReferenceExamples(unittest.TestCase):
    """Only key, ids and server address differ from the pages."""

    def test_every_example_prints_what_came(self) -> None:
        self.assertEqual(len(REFERENCE_EXAMPLES), 39)
        for example in REFERENCE_EXAMPLES:
            operation = example["operation"]
            with self.subTest(operation):
                code = compile(example["code"], operation, "exec")
                printed: list = []

                def note(value: Any) -> None:
                    printed.append(value)

                if operation in NOT_IMPLEMENTED:
                    with self.assertRaises(errors.KomboGeneralError) as raised:
                        exec(code, {"print": note})  # noqa: S102
                    self.assertEqual(raised.exception.status_code, 501)
                    continue
                exec(code, {"print": note})  # noqa: S102
                self.assertGreater(len(printed), 0)
                self.assertNotIn(None, printed)


if __name__ == "__main__":
    unittest.main()
