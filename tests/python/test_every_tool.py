"""Lists and actions of the official Python SDK, at every tool that Hirewire connects."""

import base64
import unittest
import urllib.request
from typing import Any, Callable, Optional

from kombo import Kombo, errors
from running_hirewire import LISTS, TOOLS, everything, ids_of, integration_of, open_client

CONTENT = bytes(range(256)) * 40
LETTER = {
    "name": "letter.pdf",
    "type": "OTHER",
    "content_type": "application/pdf",
    "data": base64.b64encode(CONTENT).decode(),
}

# Tools in which the note of a rejection is its reason.
FREE_TEXT_REASONS = ["onlyfy"]


def first_that_works(things: list, use: Callable[[Any], Any]) -> Any:
    """What the first one gives that the tool does not refuse: not all are meant for this."""
    refusal: Optional[Exception] = None
    for thing in things:
        try:
            return use(thing)
        except errors.KomboAtsError as error:
            refusal = error
    raise refusal or AssertionError("There is none.")


class EveryTool(unittest.TestCase):
    def test_lists_hold_every_record_once(self) -> None:
        for tool in TOOLS:
            with open_client(integration_id=integration_of(tool["tool"])) as client:
                for name in LISTS:
                    with self.subTest(tool["tool"], list=name):
                        if name in tool["lists"]:
                            ids = ids_of(everything(client, name))
                            self.assertGreater(len(ids), 0)
                            self.assertEqual(len(ids), len(set(ids)))
                            continue
                        with self.assertRaises(errors.KomboAtsError) as raised:
                            everything(client, name)
                        code = raised.exception.data.error.code
                        self.assertEqual(code, "INTEGRATION.MODEL_NOT_AVAILABLE")

    def test_actions_show_in_the_lists(self) -> None:
        for tool in TOOLS:
            with open_client(integration_id=integration_of(tool["tool"])) as client:
                with self.subTest(tool["tool"]):
                    self.act(client, tool["tool"], tool["actions"])

    def act(self, client: Kombo, tool: str, actions: list) -> None:
        """An application from its making to its end, by what the tool can do."""
        application = self.apply(client)
        of_application = {"application_id": application.id}
        of_candidate = {"candidate_id": application.candidate.id}
        link = {"label": "Result", "url": "https://tests.example.com/1"}
        name = "Python"
        if "ats_add_application_note" in actions:
            note = {"content": "Grüße", "content_type": "PLAIN_TEXT"}
            client.ats.add_application_note(**of_application, **note)
        if "ats_add_application_result_link" in actions:
            client.ats.add_application_result_link(**of_application, **link)
        if "ats_add_candidate_result_link" in actions:
            client.ats.add_candidate_result_link(**of_candidate, **link)
        if "ats_add_candidate_tag" in actions:
            # Some tools cannot make a tag.
            known = [one.name for one in everything(client, "tags")]
            name = first_that_works(
                [name, *known],
                lambda one: client.ats.add_candidate_tag(**of_candidate, tag={"name": one}) and one,
            )
            self.assertIn(name, self.tags_of(client, application))
        if "ats_remove_candidate_tag" in actions:
            client.ats.remove_candidate_tag(**of_candidate, tag={"name": name})
            self.assertNotIn(name, self.tags_of(client, application))
        if "ats_add_candidate_attachment" in actions:
            client.ats.add_candidate_attachment(**of_candidate, attachment=LETTER)
            files = client.ats.get_candidate_attachments(**of_candidate).data.results
            self.assertIn(CONTENT, [self.download(one.data_url) for one in files])
        if "ats_reject_application" in actions:
            why = "Not this time."
            reason = first_that_works(
                everything(client, "rejection_reasons"),
                lambda one: (
                    client.ats.reject_application(
                        **of_application, rejection_reason_id=one.id, note=why
                    )
                    and one
                ),
            )
            [shown] = everything(client, "applications", ids=[application.id])
            self.assertEqual(shown.outcome, "DECLINED")
            is_free_text = tool in FREE_TEXT_REASONS
            self.assertEqual(shown.rejection_reason_name, why if is_free_text else reason.name)

    def apply(self, client: Kombo) -> Any:
        """An application for a job that asks nothing."""
        jobs = [
            job
            for job in everything(client, "jobs", statuses=["OPEN"])
            if not any(one.required and not one.category for one in job.screening_questions)
        ]
        person = {
            "first_name": "Pia",
            "last_name": "Python",
            "email_address": "pia.everywhere@example.com",
        }
        created = first_that_works(
            jobs, lambda job: client.ats.create_application(job_id=job.id, candidate=person)
        )
        [shown] = everything(client, "applications", ids=[created.data.id])
        self.assertEqual(shown.candidate.first_name, "Pia")
        return shown

    def tags_of(self, client: Kombo, application: Any) -> list:
        """The names of the tags of the candidate."""
        [shown] = everything(client, "candidates", ids=[application.candidate.id])
        return [one.name for one in shown.tags]

    def download(self, url: str) -> bytes:
        """The bytes of a file."""
        with urllib.request.urlopen(url) as answer:  # noqa: S310
            return answer.read()
