"""Tools and integrations with the official Python SDK, which sends ids in paths unencoded."""

import unittest
from typing import Any, Callable

from kombo import errors
from running_hirewire import INTEGRATION_ID, open_client


class Integrations(unittest.TestCase):
    def expect(self, code: Any, status: int, call: Callable[..., Any], **given: Any) -> None:
        with self.assertRaises(errors.KomboGeneralError) as raised:
            call(**given)
        self.assertEqual(raised.exception.data.error.code, code)
        self.assertEqual(raised.exception.status_code, status)

    def test_tools(self) -> None:
        with open_client() as client:
            tools = client.general.get_tools(category="ats").data.tools
            self.assertIn("ashby", [tool.id for tool in tools])
            for tool in tools:
                self.assertTrue(tool.assets.logo_url.startswith("http"))
                self.assertTrue(tool.coverage.read_models)
            self.assertEqual(client.general.get_tools(category="hris").data.tools, [])

    def test_details(self) -> None:
        with open_client() as client:
            told = client.general.get_integration_details(integration_id=INTEGRATION_ID).data
            self.assertEqual(told.id, INTEGRATION_ID)
            self.assertEqual(told.status, "ACTIVE")
            jobs = next(model for model in told.read_models if model.id == "ats_jobs")
            self.assertTrue(jobs.is_available)
            self.assertEqual(jobs.scope_config_setting, "ENABLED")

    def test_switching_off_and_on(self) -> None:
        with open_client() as client:
            general = client.general
            try:
                general.set_integration_enabled(integration_id=INTEGRATION_ID, value=False)
                told = general.get_integration_details(integration_id=INTEGRATION_ID).data
                self.assertEqual(told.status, "INACTIVE")
                with self.assertRaises(errors.KomboAtsError) as raised:
                    client.ats.get_jobs()
                self.assertEqual(raised.exception.data.error.code, "INTEGRATION.INACTIVE")
                self.expect(None, 409, general.trigger_sync)
            finally:
                general.set_integration_enabled(integration_id=INTEGRATION_ID, value=True)
            told = general.get_integration_details(integration_id=INTEGRATION_ID).data
            self.assertEqual(told.status, "ACTIVE")
            self.assertTrue(client.ats.get_jobs().result.data.results)

    def test_unknown_integration(self) -> None:
        unknown = "ashby:222k7eCGyUdgt2JWZDNnkDs3"
        code = "PLATFORM.INTEGRATION_NOT_FOUND"
        with open_client() as client:
            general = client.general
            self.expect(code, 404, general.get_integration_details, integration_id=unknown)
            self.expect(
                code, 404, general.set_integration_enabled, integration_id=unknown, value=True
            )
            self.expect(code, 404, general.delete_integration, integration_id=unknown, body={})
