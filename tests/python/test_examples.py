"""What the documentation of the official Python SDK shows, every example of it."""

import re
import unittest
from pathlib import Path
from typing import Any, Dict, List, Tuple

from kombo import Kombo, errors
from running_hirewire import (
    API_KEY,
    API_URL,
    INTEGRATION_ID,
    LISTS,
    everything,
    integration_of,
    method_of,
    open_client,
)

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
                res = method_of(k_client, name)(
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
    """The examples of the page itself: only key, ids and server address differ."""

    def test_every_example_ends_as_its_title_promises(self) -> None:
        examples = examples_in(DOCUMENTATION.read_text(encoding="utf-8"))
        self.assertEqual(len(examples), 48)
        targets = Targets()
        for title, example in examples:
            method = re.search(r"ats\.(\w+)\(", example)[1]
            with self.subTest(f"{method}: {title}"):
                code = compile(for_this_server(example, targets), method, "exec")
                if "Error" not in title:
                    exec(code, {"print": check})  # noqa: S102
                    continue
                with self.assertRaises(errors.KomboAtsError) as raised:
                    exec(code, {})  # noqa: S102
                self.assertTrue(raised.exception.data.error.code)


class Targets:
    """Ids of this server to put in the place of the published ones."""

    def __init__(self) -> None:
        with open_client() as client:
            jobs = [one for one in everything(client, "jobs") if asks_two_questions(one)]
            applications = everything(client, "applications", outcomes=["PENDING"])
            self.reason = everything(client, "rejection_reasons")[0].id
            stages = {job.id: job.stages for job in everything(client, "jobs")}
        # Each example has its own, as they change what they are about.
        self.jobs = iter(jobs)
        self.applications = iter(
            one
            for one in applications
            if other_stage(one, stages.get(one.job_id, [])) is not None
        )
        self.stages = stages

    def for_method(self, method: str) -> Dict[str, Any]:
        application = next(self.applications)
        job = next(self.jobs) if method.startswith("create_") else None
        ids: Dict[str, Any] = {
            "application_id": application.id,
            "candidate_id": application.candidate_id,
            "rejection_reason_id": self.reason,
        }
        if job is None:
            ids["stage_id"] = other_stage(application, self.stages[application.job_id])
            return ids
        ids["job_id"] = job.id
        ids["stage_id"] = next(
            one.id for one in job.stages if one.name not in ("Archived", "Lead", "Hired")
        )
        ids["text"], ids["choice"] = two_questions(job)
        return ids


def check(res: Any) -> None:
    """In the place of `print`, which every example ends with."""
    if not hasattr(res, "data") and not hasattr(res, "result"):
        raise AssertionError(f"{res} is no answer")


def two_questions(job: Any) -> Tuple[Any, Any]:
    by_type = {one.format_.TYPE: one for one in job.screening_questions}
    return by_type.get("TEXT"), by_type.get("MULTI_SELECT")


def asks_two_questions(job: Any) -> bool:
    text, choice = two_questions(job)
    return len(job.screening_questions) == 2 and text is not None and choice is not None


def other_stage(application: Any, stages: List[Any]) -> Any:
    """A stage in the middle of the job that the application is not in."""
    return next(
        (
            one.id
            for one in stages
            if one.id != application.current_stage_id
            and one.name not in ("Archived", "Lead", "Hired")
        ),
        None,
    )


def examples_in(text: str) -> List[Tuple[str, str]]:
    """Each with its title, from its import to the line before the next heading or table."""
    pattern = (
        r"^Example Usage(?:: (.*))?\n+"
        r"(from kombo import Kombo\n(?:(?:from .*|with .*|[)].*|[ ]+.*)?\n)*)"
    )
    return re.findall(pattern, text, re.MULTILINE)


def for_this_server(example: str, targets: Targets) -> str:
    """The substitutions: integration, key and address, and ids where they are not `<id>`."""
    integration = INTEGRATION_ID
    if "successfactors=" in example:
        integration = integration_of("successfactors")
    changed, ids = re.subn(
        r'integration_id="[^"]+"', f"integration_id={integration!r}", example
    )
    changed, keys = re.subn(
        r'api_key="[^"]+"', f"api_key={API_KEY!r}, server_url={API_URL!r}", changed
    )
    if (ids, keys) != (1, 1):
        raise AssertionError(f"The example has {ids} integration ids and {keys} keys")
    method = re.search(r"ats\.(\w+)\(", changed)[1]
    if re.search(r'_id"?[=:] ?"[1-9A-HJ-NP-Za-km-z]{24}"', changed) is None:
        return changed
    if "<id>" in changed:
        return changed
    wanted = targets.for_method(method)
    for name in ("application_id", "candidate_id", "rejection_reason_id", "job_id", "stage_id"):
        changed = re.sub(
            rf'(\b{name}"?[=:] ?)"[^"]{{24}}"',
            lambda found, id_=wanted.get(name): f"{found[1]}{id_!r}",
            changed,
        )
    return with_questions(changed, wanted)


def with_questions(example: str, wanted: Dict[str, Any]) -> str:
    """The first question is a text, the second a choice of several, as in the examples."""
    if "text" not in wanted:
        return example
    changed = example.replace("3phFBNXRweGnDmsU9o2vdPuQ", wanted["text"].id)
    changed = changed.replace("EYJjhMQT3LtVKXnTbnRT8s6U", wanted["choice"].id)
    options = [option.id for option in wanted["choice"].format_.options]
    published = ["GUzE666zfyjeoCJX6A8n7wh6", "5WPHzzKAv8cx97KtHRUV96U8", "7yZfKGzWigXxxRTygqAfHvyE"]
    for old, new in zip(published, options):
        changed = changed.replace(old, new)
    return changed
