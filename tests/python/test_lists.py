"""Every list and every filter, held against the unfiltered lists."""

import unittest
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Callable, Dict

from running_hirewire import (
    LISTS,
    everything,
    ids_of,
    method_of,
    open_client,
    pages_of,
)


@lru_cache
def complete_lists() -> Dict[str, list]:
    """Every list without a filter, read once for all tests."""
    with open_client() as client:
        return {name: everything(client, name) for name in LISTS}


class Lists(unittest.TestCase):
    """What the tests of lists share."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.client = open_client()
        cls.addClassCleanup(cls.client.__exit__, None, None, None)
        cls.all = complete_lists()

    def expect(
        self, name: str, is_wanted: Callable[[Any], bool], **filters: Any
    ) -> None:
        """The filters must leave exactly those records; some, but not all."""
        wanted = [record for record in self.all[name] if is_wanted(record)]
        self.assertGreater(len(wanted), 0, "nothing would match")
        self.assertLess(len(wanted), len(self.all[name]), "everything would match")
        found = everything(self.client, name, **filters)
        self.assertEqual(ids_of(found), ids_of(wanted))


class Paging(Lists):
    def test_each_record_comes_exactly_once_in_pages_of_any_size(self) -> None:
        for name in LISTS:
            for size in (7, 100, 250):
                with self.subTest(name, size=size):
                    first = method_of(self.client, name)(page_size=size)
                    pages = list(pages_of(first))
                    for page in pages[:-1]:
                        self.assertEqual(len(page), size)
                    seen = [record for page in pages for record in page]
                    self.assertEqual(ids_of(seen), ids_of(self.all[name]))

    def test_pages_hold_100_records_by_default(self) -> None:
        page = self.client.ats.get_candidates()
        self.assertEqual(len(page.result.data.results), 100)

    def test_filters_go_along_to_every_page(self) -> None:
        ids = [record.id for record in self.all["candidates"][:7]]
        first = self.client.ats.get_candidates(ids=ids, page_size=3)
        pages = list(pages_of(first))
        self.assertEqual([len(page) for page in pages], [3, 3, 1])
        self.assertEqual(ids_of(sum(pages, [])), sorted(ids))


class CommonFilters(Lists):
    def test_ids(self) -> None:
        for name in LISTS:
            ids = [record.id for record in self.all[name][1:4]]
            with self.subTest(name):
                self.expect(name, lambda one: one.id in ids, ids=ids)

    def test_remote_ids(self) -> None:
        for name in LISTS:
            wanted = [record.remote_id for record in self.all[name][2:5]]
            with self.subTest(name):
                self.expect(name, lambda one: one.remote_id in wanted, remote_ids=wanted)

    def test_different_filters_must_all_be_met(self) -> None:
        for name in LISTS:
            one, two, three = self.all[name][:3]
            with self.subTest(name):
                self.expect(
                    name,
                    lambda record: record.id == two.id,
                    ids=[one.id, two.id],
                    remote_ids=[two.remote_id, three.remote_id],
                )

    def test_updated_after_in_every_form_of_date(self) -> None:
        long_ago = datetime(2001, 2, 3, 4, 5, 6)
        soon = datetime.now(timezone.utc) + timedelta(hours=1)
        east = timezone(timedelta(hours=2))
        for name in LISTS:
            for date in (
                long_ago,
                long_ago.replace(microsecond=123456),
                long_ago.replace(tzinfo=timezone.utc),
                long_ago.replace(tzinfo=east),
            ):
                with self.subTest(name, date=date):
                    found = everything(self.client, name, updated_after=date)
                    self.assertEqual(ids_of(found), ids_of(self.all[name]))
            for date in (soon, soon.replace(tzinfo=None), soon.astimezone(east)):
                with self.subTest(name, date=date):
                    self.assertEqual(everything(self.client, name, updated_after=date), [])

    def test_include_deleted_and_ignore_unsupported_filters(self) -> None:
        for name in LISTS:
            with self.subTest(name):
                found = everything(
                    self.client, name, include_deleted=True, ignore_unsupported_filters=True
                )
                self.assertEqual(ids_of(found), ids_of(self.all[name]))


class ApplicationFilters(Lists):
    def test_outcomes(self) -> None:
        for outcomes in (["PENDING"], ["HIRED"], ["DECLINED"], ["HIRED", "DECLINED"]):
            with self.subTest(outcomes):
                self.expect(
                    "applications", lambda one: one.outcome in outcomes, outcomes=outcomes
                )

    def test_job_ids(self) -> None:
        ids = [one.job_id for one in self.all["applications"][:2]]
        self.expect("applications", lambda one: one.job_id in ids, job_ids=ids)

    def test_job_remote_ids(self) -> None:
        ids = [one.job.remote_id for one in self.all["applications"][:2]]
        self.expect("applications", lambda one: one.job.remote_id in ids, job_remote_ids=ids)

    def test_current_stage_ids(self) -> None:
        ids = [one.current_stage_id for one in self.all["applications"][:2]]
        self.expect(
            "applications", lambda one: one.current_stage_id in ids, current_stage_ids=ids
        )

    def test_remote_created_after(self) -> None:
        dates = sorted(one.remote_created_at for one in self.all["applications"])
        day = dates[len(dates) // 2].replace(hour=0, minute=0, second=0, microsecond=0)
        for date in (day, day.replace(tzinfo=None), day.astimezone(timezone(timedelta(hours=-7)))):
            with self.subTest(date=date):
                self.expect(
                    "applications",
                    lambda one: one.remote_created_at >= day,
                    remote_created_after=date,
                )


class CandidateFilters(Lists):
    def test_email(self) -> None:
        email = next(
            one.email_addresses[-1].email_address
            for one in self.all["candidates"]
            if len(one.email_addresses or []) > 1
        )
        self.expect(
            "candidates",
            lambda one: email in [each.email_address for each in one.email_addresses or []],
            email=email.upper(),
        )

    def test_names(self) -> None:
        first = next(one.first_name for one in self.all["candidates"] if one.first_name)
        last = next(one.last_name for one in self.all["candidates"] if one.last_name)
        self.expect(
            "candidates", lambda one: one.first_name == first, first_name=first.upper()
        )
        self.expect("candidates", lambda one: one.last_name == last, last_name=last.lower())

    def test_job_ids(self) -> None:
        ids = [one.job_id for one in self.all["applications"][:2]]
        applied = {one.candidate_id for one in self.all["applications"] if one.job_id in ids}
        self.expect("candidates", lambda one: one.id in applied, job_ids=ids)


class JobFilters(Lists):
    def test_lists_of_words(self) -> None:
        for parameter, field, values in (
            ("statuses", "status", ["OPEN"]),
            ("statuses", "status", ["CLOSED", "DRAFT", "ARCHIVED"]),
            ("employment_types", "employment_type", ["FULL_TIME"]),
            ("employment_types", "employment_type", ["PART_TIME", "INTERNSHIP", "CONTRACT"]),
            ("visibilities", "visibility", ["PUBLIC"]),
            ("visibilities", "visibility", ["UNLISTED", "CONFIDENTIAL", "INTERNAL"]),
        ):
            with self.subTest(parameter, values=values):
                self.expect(
                    "jobs", lambda one: getattr(one, field) in values, **{parameter: values}
                )

    def test_job_codes(self) -> None:
        codes = [one.job_code for one in self.all["jobs"] if one.job_code][:2]
        self.expect("jobs", lambda one: one.job_code in codes, job_codes=codes)

    def test_post_url(self) -> None:
        url = next(one.post_url for one in self.all["jobs"] if one.post_url)
        self.expect("jobs", lambda one: one.post_url == url, post_url=url)

    def test_remote_created_after(self) -> None:
        dates = sorted(one.remote_created_at for one in self.all["jobs"])
        day = dates[len(dates) // 2].replace(hour=0, minute=0, second=0, microsecond=0)
        self.expect(
            "jobs", lambda one: one.remote_created_at >= day, remote_created_after=day
        )

    def test_name_contains(self) -> None:
        name = next(one.name for one in self.all["jobs"] if " " in one.name)
        words = name.lower().split(" ")
        self.expect(
            "jobs",
            lambda one: all(word in one.name.lower() for word in words),
            name_contains=" ".join(reversed(words)),
        )


class OtherFilters(Lists):
    def test_emails_of_users(self) -> None:
        emails = [one.email for one in self.all["users"] if one.email][:2]
        self.expect(
            "users",
            lambda one: one.email in emails,
            emails=[email.upper() for email in emails],
        )

    def test_scopes_of_roles(self) -> None:
        for scope in ("SYSTEM", "JOB"):
            with self.subTest(scope):
                self.expect("roles", lambda one: one.scope == scope, scopes=[scope])

    def test_jobs_of_interviews(self) -> None:
        jobs = {one.id: one.job_id for one in self.all["applications"]}
        job = jobs[self.all["interviews"][0].application_id]
        self.expect("interviews", lambda one: jobs[one.application_id] == job, job_ids=[job])


class FiledUnderFilters(Lists):
    def test_candidates(self) -> None:
        for name in ("notes", "scorecards"):
            ids = list(dict.fromkeys(one.candidate_id for one in self.all[name]))[:2]
            with self.subTest(name):
                self.expect(name, lambda one: one.candidate_id in ids, candidate_ids=ids)

    def test_applications(self) -> None:
        ids = [one.application_id for one in self.all["scorecards"][:2]]
        self.expect("scorecards", lambda one: one.application_id in ids, application_ids=ids)

    def test_notes_of_a_tool_that_keeps_them_on_the_candidate(self) -> None:
        ids = [self.all["applications"][0].id]
        self.assertEqual(everything(self.client, "notes", application_ids=ids), [])

    def test_the_client_knows_every_response_of_a_scorecard(self) -> None:
        responses = [
            response for one in self.all["scorecards"] for response in one.responses or []
        ]
        types = {response.TYPE for response in responses}
        self.assertEqual(
            types, {"TEXT", "NUMBER", "BOOLEAN", "DATE", "SINGLE_SELECT", "MULTI_SELECT"}
        )
        for one in self.all["scorecards"]:
            self.assertEqual(one.author and one.author.id, one.author_id)
