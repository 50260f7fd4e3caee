"""Every action of the official Python SDK, and what the lists show afterwards."""

import base64
import unittest
import urllib.request
from typing import Any

from kombo import errors
from running_hirewire import INTEGRATION_ID, everything, open_client


class Actions(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.client = open_client()
        cls.addClassCleanup(cls.client.__exit__, None, None, None)
        job = next(
            one
            for one in everything(cls.client, "jobs", statuses=["OPEN"])
            if len([stage for stage in one.stages if stage.name == "Offer"]) == 1
        )
        cls.job = job
        created = cls.client.ats.create_application(
            job_id=job.id,
            candidate={
                "first_name": "Pia",
                "last_name": "Python",
                "email_address": "pia.python@example.com",
            },
        )
        cls.application = created.data
        cls.candidate_id = created.data.candidate.id

    def shown_application(self) -> Any:
        [found] = everything(self.client, "applications", ids=[self.application.id])
        return found

    def shown_candidate(self) -> Any:
        [found] = everything(self.client, "candidates", ids=[self.candidate_id])
        return found

    def test_created_application_is_listed_at_once(self) -> None:
        self.assertEqual(self.shown_application().candidate.first_name, "Pia")
        self.assertEqual(self.shown_candidate().applications[0].id, self.application.id)

    def test_applying_twice_and_to_a_closed_job(self) -> None:
        person = {
            "first_name": "P",
            "last_name": "P",
            "email_address": "PIA.python@example.com",
        }
        closed = everything(self.client, "jobs", statuses=["CLOSED"])[0]
        for job, code in (
            (self.job, "ATS.APPLICATION_ALREADY_EXISTS"),
            (closed, "ATS.JOB_CLOSED"),
        ):
            with self.assertRaises(errors.KomboAtsError) as raised:
                self.client.ats.create_application(job_id=job.id, candidate=person)
            self.assertEqual(raised.exception.data.error.code, code)

    def test_moving(self) -> None:
        stage = next(one for one in self.job.stages if one.name == "Offer")
        moved = self.client.ats.move_application_to_stage(
            application_id=self.application.id, stage_id=stage.id
        )
        self.assertEqual(moved.warnings, [])
        self.assertEqual(self.shown_application().current_stage.id, stage.id)

    def test_notes_and_links(self) -> None:
        noted = self.client.ats.add_application_note(
            application_id=self.application.id,
            content="Grüße",
            content_type="PLAIN_TEXT",
        )
        self.assertEqual(len(noted.warnings), 1)
        link = {"label": "Result", "url": "https://tests.example.com/1"}
        for linked in (
            self.client.ats.add_application_result_link(
                application_id=self.application.id, **link
            ),
            self.client.ats.add_candidate_result_link(
                candidate_id=self.candidate_id, **link
            ),
        ):
            self.assertIn("note", linked.warnings[0].message)

    def test_tags(self) -> None:
        tag = {"name": "Python"}
        self.client.ats.add_candidate_tag(candidate_id=self.candidate_id, tag=tag)
        self.assertIn("Python", [one.name for one in self.shown_candidate().tags])
        # A DELETE with a body.
        self.client.ats.remove_candidate_tag(candidate_id=self.candidate_id, tag=tag)
        self.assertNotIn("Python", [one.name for one in self.shown_candidate().tags])

    def test_attachments_come_back(self) -> None:
        content = bytes(range(256)) * 40
        attachment = {
            "name": "cv.pdf",
            "type": "CV",
            "content_type": "application/pdf",
            "data": base64.b64encode(content).decode(),
        }
        self.client.ats.add_application_attachment(
            application_id=self.application.id, attachment=attachment
        )
        self.client.ats.add_candidate_attachment(
            candidate_id=self.candidate_id,
            attachment={**attachment, "name": "other.pdf", "type": "OTHER"},
        )
        of_application = self.client.ats.get_application_attachments(
            application_id=self.application.id
        ).data.results
        of_candidate = self.client.ats.get_candidate_attachments(
            candidate_id=self.candidate_id
        ).data.results
        self.assertEqual(len(of_application), len(of_candidate))
        for found in of_candidate:
            with urllib.request.urlopen(found.data_url) as answer:  # noqa: S310
                self.assertEqual(answer.read(), content)

    def test_zz_rejecting(self) -> None:
        reason = everything(self.client, "rejection_reasons")[0]
        self.client.ats.reject_application(
            application_id=self.application.id,
            rejection_reason_id=reason.id,
            note="Not this time.",
        )
        self.assertEqual(self.shown_application().outcome, "DECLINED")
        self.assertEqual(self.shown_application().rejection_reason_name, reason.name)

    def test_create_candidate(self) -> None:
        created = self.client.ats.create_candidate(
            candidate={
                "first_name": "Cy",
                "last_name": "Python",
                "email_address": "cy.python@example.com",
            },
            application={"job_id": self.job.id},
        )
        self.assertEqual(created.data.applications[0].job.id, self.job.id)

    def test_passthrough(self) -> None:
        answer = self.client.general.send_passthrough_request(
            tool="ashby", api="v1", method="POST", path="/user.list", data={"limit": 1}
        )
        self.assertEqual(answer.data.status, 200)
        with self.assertRaises(errors.KomboGeneralError) as raised:
            self.client.general.send_passthrough_request(
                tool="ashby", api="v1", method="GET", path="//example.com"
            )
        self.assertEqual(raised.exception.data.error.code, "PLATFORM.INPUT_INVALID")

    def test_sync_afterwards_changes_nothing(self) -> None:
        before = self.shown_application()
        self.client.general.trigger_sync(type_="FULL")
        self.assertEqual(self.shown_application().remote_id, before.remote_id)
        self.assertTrue(INTEGRATION_ID.startswith("ashby:"))
