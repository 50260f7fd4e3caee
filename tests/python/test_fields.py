"""Raw and custom fields, and links for end users, with the official Python SDK."""

import json
import time
import unittest
import urllib.error
import urllib.request
from typing import Any, Callable

from kombo import Kombo, errors
from running_hirewire import API_KEY, API_URL, INTEGRATION_ID, open_client

UNKNOWN = "26vafvWSRmbhNcxJYqjCzuJg"


def fields_of(client: Kombo, page_size: int) -> list:
    """All raw fields, by the SDK's own `next`."""
    page = client.general.get_integration_fields(
        integration_id=INTEGRATION_ID, page_size=page_size
    )
    found: list = []
    while page is not None:
        found.extend(page.result.data.results)
        page = page.next()
    return found


def wait_until_synced(client: Kombo) -> None:
    """Until the records show what was chosen."""
    deadline = time.monotonic() + 60
    while True:
        told = client.general.get_integration_details(integration_id=INTEGRATION_ID).data
        if told.data_expired_at is None:
            return
        if time.monotonic() > deadline:
            raise AssertionError("the sync did not end")
        time.sleep(0.2)


def shown_fields() -> list:
    """`integration_fields` of the first candidates, which the SDK drops."""
    request = urllib.request.Request(
        f"{API_URL}/ats/candidates?page_size=50",
        headers={"Authorization": f"Bearer {API_KEY}", "X-Integration-Id": INTEGRATION_ID},
    )
    with urllib.request.urlopen(request) as answer:
        results = json.load(answer)["data"]["results"]
    return [entry for record in results for entry in record["integration_fields"]]


class Fields(unittest.TestCase):
    def refuse(self, message: str, call: Callable[..., Any], **given: Any) -> None:
        with self.assertRaises(errors.KomboGeneralError) as raised:
            call(integration_id=INTEGRATION_ID, **given)
        self.assertEqual(raised.exception.data.error.code, "PLATFORM.INPUT_INVALID")
        self.assertEqual(raised.exception.status_code, 400)
        self.assertIn(message, raised.exception.data.error.message)

    def test_paging(self) -> None:
        with open_client() as client:
            whole = fields_of(client, 2000)
            self.assertEqual(
                [one.id for one in fields_of(client, 10)], [one.id for one in whole]
            )
            models = {one.model for one in whole}
            self.assertIn("ats_candidates", models)
            self.assertIn("ats_jobs", models)
            self.assertEqual({one.type for one in whole}, {"DEFAULT", "CUSTOM"})
            self.refuse("page_size", client.general.get_integration_fields, page_size=2001)

    def test_a_field_is_let_through_and_taken_back(self) -> None:
        with open_client() as client:
            field = next(
                one
                for one in fields_of(client, 2000)
                if one.model == "ats_candidates" and one.key == "school"
            )
            for is_enabled in (True, False):
                told = client.general.update_integration_field(
                    integration_id=INTEGRATION_ID,
                    integration_field_id=field.id,
                    enable_passthrough=is_enabled,
                ).data
                self.assertEqual(told.is_passthrough_enabled, is_enabled)
                client.general.trigger_sync(type_="DELTA")
                wait_until_synced(client)
                ids = {entry["id"] for entry in shown_fields()}
                self.assertEqual(ids, {field.id} if is_enabled else set())

    def test_custom_fields(self) -> None:
        with open_client() as client:
            page = client.general.get_custom_fields(integration_id=INTEGRATION_ID)
            self.assertEqual(page.result.data.results, [])
            self.assertIsNone(page.next())

    def test_unknown_fields(self) -> None:
        with open_client() as client:
            general = client.general
            self.refuse(
                "`integration_field_id`",
                general.update_integration_field,
                integration_field_id=UNKNOWN,
                enable_passthrough=True,
            )
            self.refuse(
                "`custom_field_id`",
                general.update_custom_field_mapping,
                custom_field_id=UNKNOWN,
                integration_field_id=None,
            )


class Links(unittest.TestCase):
    def test_reconnection(self) -> None:
        with open_client() as client:
            create = client.general.create_reconnection_link
            for given, title in (
                ({}, "Reconnect Ashby"),
                ({"language": "it", "link_type": "MAGIC_LINK"}, "Ricollegare Ashby"),
            ):
                link = create(integration_id=INTEGRATION_ID, **given).data.link
                with urllib.request.urlopen(link) as page:
                    self.assertIn(title, page.read().decode())
            with self.assertRaises(errors.KomboGeneralError) as raised:
                create(integration_id=INTEGRATION_ID, scope_config_id=UNKNOWN)
            self.assertEqual(raised.exception.data.error.code, "PLATFORM.INPUT_INVALID")

    def test_a_link_that_was_changed(self) -> None:
        with open_client() as client:
            create = client.general.create_reconnection_link
            link = create(integration_id=INTEGRATION_ID).data.link
        head, token = link.split("token=")
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(f"{head}token={token}x")
        self.assertEqual(raised.exception.code, 404)
        raised.exception.close()

    def test_setup(self) -> None:
        with open_client() as client:
            with self.assertRaises(errors.KomboGeneralError) as raised:
                client.general.create_setup_link(
                    integration_id=INTEGRATION_ID, link_type="EMBEDDED"
                )
            self.assertEqual(raised.exception.data.error.code, "PLATFORM.INPUT_INVALID")
