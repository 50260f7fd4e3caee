"""Errors as the official Python SDK raises them."""

import unittest
from typing import Any, Callable

from kombo import Kombo, errors
from running_hirewire import LISTS, method_of, open_client


class Errors(unittest.TestCase):
    def expect(self, code: str, status: int, call: Callable[..., Any], **given: Any) -> Any:
        with self.assertRaises(errors.KomboAtsError) as raised:
            call(**given)
        failure = raised.exception
        self.assertEqual(failure.data.error.code, code)
        self.assertEqual(failure.status_code, status)
        self.assertTrue(failure.data.error.title)
        self.assertTrue(failure.data.error.message)
        return failure

    def on_each_list(self, client: Kombo, check: Callable[[Callable[..., Any]], None]) -> None:
        with client:
            for name in LISTS:
                with self.subTest(name):
                    check(method_of(client, name))

    def test_unknown_key(self) -> None:
        self.on_each_list(
            open_client(api_key="hw_unknown"),
            lambda read: self.expect("PLATFORM.AUTHENTICATION_INVALID", 401, read),
        )

    def test_unknown_integration(self) -> None:
        self.on_each_list(
            open_client(integration_id="ashby:222k7eCGyUdgt2JWZDNnkDs3"),
            lambda read: self.expect("PLATFORM.INTEGRATION_NOT_FOUND", 404, read),
        )

    def test_missing_integration(self) -> None:
        self.on_each_list(
            open_client(integration_id=None),
            lambda read: self.expect("PLATFORM.INPUT_INVALID", 400, read),
        )

    def test_page_sizes_out_of_bounds(self) -> None:
        for size in (0, 251, -1):
            self.on_each_list(
                open_client(),
                lambda read: self.expect("PLATFORM.INPUT_INVALID", 400, read, page_size=size),
            )

    def test_made_up_cursor(self) -> None:
        self.on_each_list(
            open_client(),
            lambda read: self.expect("PLATFORM.INPUT_INVALID", 400, read, cursor="abc"),
        )

    def test_cursor_of_another_list(self) -> None:
        with open_client() as client:
            page = client.ats.get_candidates(page_size=5)
            cursor = page.result.data.next
            self.expect("PLATFORM.INPUT_INVALID", 400, client.ats.get_applications, cursor=cursor)
            more = client.ats.get_candidates(page_size=5, cursor=cursor)
            self.assertEqual(len(more.result.data.results), 5)

    def test_unknown_words(self) -> None:
        with open_client() as client:
            self.expect("PLATFORM.INPUT_INVALID", 400, client.ats.get_jobs, statuses=["PAUSED"])
            self.expect(
                "PLATFORM.INPUT_INVALID", 400, client.ats.get_applications, outcomes=["MAYBE"]
            )

    def test_actions_on_what_is_not_there(self) -> None:
        with open_client() as client:
            self.expect(
                "PLATFORM.INPUT_INVALID",
                400,
                client.ats.get_application_attachments,
                application_id="8Xi6iZrwusZqJmDGXs49GBmJ",
            )
            # This SDK sends the slash as it is, so that the id arrives as two parts of the path.
            failure = self.expect(
                "REMOTE.INPUT_INVALID",
                400,
                client.ats.create_application,
                job_id="remote:1/2",
                candidate={
                    "first_name": "Ada",
                    "last_name": "Example",
                    "email_address": "ada@example.com",
                },
            )
            self.assertIn("/hirewire/v1/interactions/", failure.data.error.log_url)

    def test_general_operations(self) -> None:
        with open_client(api_key="hw_unknown") as client:
            with self.assertRaises(errors.KomboGeneralError) as raised:
                client.general.check_api_key()
            self.assertEqual(raised.exception.data.error.code, "PLATFORM.AUTHENTICATION_INVALID")
        with open_client() as client:
            self.assertTrue(client.general.check_api_key().data.environment_id)
            with self.assertRaises(errors.KomboGeneralError) as raised:
                client.connect.get_integration_by_token(token="abc")
            self.assertIsNone(raised.exception.data.error.code)
            answer = client.general.trigger_sync(type_="DELTA")
            self.assertIn(answer.data.type, ("DELTA", "FULL"))
            self.assertTrue(answer.data.sync_id)
