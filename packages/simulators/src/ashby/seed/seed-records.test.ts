import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyCandidate } from '../types.ts';
import { seedRecords } from './seed-records.ts';

function snapshot(records: AshbyRecords): string {
  return JSON.stringify(
    Object.entries(records).map(([name, held]: [string, Iterable<unknown> | object]) => {
      const values = 'values' in held ? (held as AshbyRecords['jobs']).values() : [];
      return [name, [...values]];
    }),
  );
}

function seeded(seed: number, candidates: number): AshbyRecords {
  return seedRecords(new SeededRandom(seed), candidates);
}

describe('the seeded organisation', () => {
  let records: AshbyRecords;
  let candidates: AshbyCandidate[];
  before(() => {
    records = seeded(1, 300);
    candidates = [...records.candidates.values()];
  });

  function distinct<T extends string | number | boolean>(values: Iterable<T>): T[] {
    return [...new Set(values)].toSorted((a, b) => (a < b ? -1 : 1));
  }

  it('is the same for the same seed, and another for another', () => {
    assert.ok(snapshot(records).length > 500_000);
    assert.equal(snapshot(seeded(1, 300)), snapshot(records));
    assert.notEqual(snapshot(seeded(2, 300)), snapshot(records));
  });

  it('draws what came later from numbers of its own, so that earlier records stay as they were', () => {
    const random = new SeededRandom(1);
    seedRecords(random, 300);
    assert.equal(random.state, 1_693_741_556);
  });

  it('can be empty of people, and as small as one', () => {
    assert.equal(seeded(1, 0).candidates.count, 0);
    assert.equal(seeded(1, 1).candidates.count, 1);
  });

  for (const seed of [1, 2, 3, 4, 5]) {
    it(`has applications and interviews in the promised numbers with seed ${seed}`, () => {
      const { applications, interviewSchedules, offers, jobs } = seeded(seed, 2000);
      const share = applications.count / 2000;
      assert.ok(share > 1.15 && share < 1.35, `${share} applications per person`);
      const interviews = interviewSchedules.count / applications.count;
      assert.ok(interviews > 0.25 && interviews < 0.35, `${interviews} interviews per application`);
      assert.ok(offers.count > 100);
      assert.equal(jobs.count, 50);
    });

    it(`has every word of every vocabulary with seed ${seed}`, () => {
      const { jobs, jobPostings, applications, offers, users, ...rest } = seeded(seed, 300);
      const { interviewSchedules, unpublishedPostingIds, interviewStages } = rest;
      const words: [string, Iterable<string>, string[]][] = [
        [
          'job status',
          [...jobs.values()].map((one) => one.status),
          ['Archived', 'Closed', 'Draft', 'Open'],
        ],
        [
          'employment',
          [...jobs.values()].map((one) => one.employmentType),
          ['Contract', 'FullTime', 'Intern', 'PartTime', 'Temporary'],
        ],
        [
          'application status',
          [...applications.values()].map((one) => one.status),
          ['Active', 'Archived', 'Hired', 'Lead'],
        ],
        [
          'offer status',
          [...offers.values()].map((one) => one.offerStatus),
          [
            'CandidateAccepted',
            'CandidateRejected',
            'OfferCancelled',
            'WaitingOnApprovalDefinition',
            'WaitingOnApprovalStart',
            'WaitingOnCandidateResponse',
            'WaitingOnOfferApproval',
          ],
        ],
        [
          'role',
          [...users.values()].map((one) => one.globalRole),
          ['Elevated Access', 'External Recruiter', 'Limited Access', 'Organization Admin'],
        ],
        [
          'stage type',
          [...interviewStages.values()].map((one) => one.type),
          ['Active', 'Archived', 'Hired', 'Lead', 'Offer', 'PreInterviewScreen'],
        ],
      ];
      for (const [name, found, expected] of words)
        assert.deepEqual(distinct(found), expected, name);
      assert.deepEqual(distinct([...users.values()].map((one) => one.isEnabled)), [false, true]);
      assert.deepEqual(distinct([...jobPostings.values()].map((one) => one.isListed)), [
        false,
        true,
      ]);
      assert.ok(unpublishedPostingIds.size > 0);
      const statuses = distinct([...interviewSchedules.values()].map((one) => one.status));
      for (const status of ['Scheduled', 'Complete', 'Cancelled', 'WaitingOnFeedback'] as const) {
        assert.ok(statuses.includes(status), status);
      }
      const surveys = [...jobPostings.values()].flatMap((one) => one.surveyFormDefinitions);
      assert.deepEqual(distinct(surveys.map((one) => one.surveyType)), ['Diversity', 'EEOC']);
      const eventCounts = [...interviewSchedules.values()].map((one) => one.interviewEvents.length);
      assert.deepEqual(distinct(eventCounts), [0, 1, 2]);
    });
  }

  it('asks every type of question in a form, and has answers to each', () => {
    const types = new Set<string>();
    const answered = new Set<string>();
    for (const submission of [...records.submissions.values()].flat()) {
      const { formDefinition, submittedValues } = submission;
      for (const { field, isRequired } of formDefinition.sections.flatMap(({ fields }) => fields)) {
        types.add(field.type);
        if (field.path in submittedValues) answered.add(field.type);
        else assert.equal(isRequired, false, `${field.title} is required`);
      }
    }
    const expected = [
      'Boolean',
      'Date',
      'EducationHistory',
      'Email',
      'File',
      'Location',
      'LongText',
      'MultiValueSelect',
      'Number',
      'Phone',
      'RichText',
      'Score',
      'SocialLink',
      'String',
      'Url',
      'ValueSelect',
    ];
    assert.deepEqual(distinct(types), expected);
    assert.deepEqual(distinct(answered), expected);
  });

  it('has people with no note, one, a few, and more than a page of them', () => {
    const notesOf = candidates.map(({ id }) => records.notes.get(id) ?? []);
    const counts = notesOf.map(({ length }) => length);
    for (const count of [0, 1, 2, 6]) assert.ok(counts.includes(count), `${count} notes`);
    assert.ok(counts.some((count) => count > 100));
    const notes = notesOf.flat();
    const isDisabled = notes.map(({ author }) => !records.users.get(author.id).isEnabled);
    assert.deepEqual(distinct(isDisabled), [false, true], 'also by people who have left');
    assert.deepEqual(distinct(notes.map(({ isPrivate }) => isPrivate)), [false, true]);
    assert.equal(new Set(notes.map(({ id }) => id)).size, notes.length);
    for (const { id } of candidates) {
      const moments = records.notes.get(id)?.map(({ createdAt }) => createdAt) ?? [];
      assert.deepEqual(moments, moments.toSorted());
      assert.ok(moments.every((at) => at >= records.candidates.get(id).createdAt));
      assert.ok(moments.every((at) => at <= '2026-11-01T00:00:00.000Z'));
    }
  });

  it('has feedback exactly where interviews say so, by several people, and on no interview', () => {
    const all = [...records.feedback.values()];
    const submitted = all.filter(({ submittedAt }) => submittedAt !== null);
    assert.ok(submitted.length > 60 && all.length > submitted.length + 5, 'drafts too');
    const byEvent = Map.groupBy(submitted, ({ interviewEventId }) => interviewEventId);
    for (const { id, hasSubmittedFeedback } of records.interviewEvents.values()) {
      assert.equal(byEvent.has(id), hasSubmittedFeedback, id);
    }
    assert.ok((byEvent.get(null) ?? []).length > 5);
    const counts = [...Map.groupBy(submitted, (one) => one.applicationId).values()].map(
      ({ length }) => length,
    );
    for (const count of [1, 2, 3]) assert.ok(counts.includes(count), `${count} on an application`);
    for (const feedback of all) {
      const { interviewEventId, applicationHistoryId, submittedAt } = feedback;
      const history = records.histories.get(feedback.applicationId) ?? [];
      assert.ok(history.some(({ id }) => id === applicationHistoryId));
      records.users.get(feedback.submittedByUser.id);
      const { createdAt } = records.applications.get(feedback.applicationId);
      assert.ok(submittedAt === null || submittedAt >= createdAt);
      assert.ok(submittedAt === null || submittedAt <= '2026-11-01T00:00:00.000Z');
      if (interviewEventId === null) continue;
      const event = records.interviewEvents.get(interviewEventId);
      assert.equal(event.interviewId, feedback.interviewId);
      const { applicationId } = records.interviewSchedules.get(event.interviewScheduleId);
      assert.equal(applicationId, feedback.applicationId);
    }
  });

  it('asks every type of question in feedback, and has answers, nulls and gaps', () => {
    const types = new Set<string>();
    const notations = new Set<string>();
    for (const { formDefinition, submittedValues } of records.feedback.values()) {
      for (const { field, isRequired } of formDefinition.sections.flatMap(({ fields }) => fields)) {
        const value = submittedValues[field.path];
        if (isRequired) assert.ok(value !== undefined && value !== null, field.title);
        if (value !== undefined && value !== null) types.add(field.type);
        if (['Score', 'RichText'].includes(field.type)) {
          notations.add(`${field.type} ${value === null ? 'null' : typeof value}`);
        }
      }
    }
    assert.deepEqual(distinct(types), [
      'Boolean',
      'CompensationRange',
      'Currency',
      'Date',
      'Email',
      'LongText',
      'MultiValueSelect',
      'Number',
      'NumberRange',
      'Phone',
      'RichText',
      'Score',
      'String',
      'UUID',
      'Url',
      'ValueSelect',
    ]);
    assert.deepEqual(
      distinct(notations),
      ['RichText', 'Score'].flatMap((type) =>
        ['null', 'object', 'string', 'undefined'].map((kind) => `${type} ${kind}`),
      ),
    );
  });

  it('has people of every kind: scripts, single names, none or several contacts, tags and links', () => {
    const names = candidates.map(({ name }) => name);
    assert.ok(names.some((name) => /\p{Script=Han}/u.test(name)));
    assert.ok(names.some((name) => /\p{Script=Arabic}/u.test(name)));
    assert.ok(names.some((name) => /\p{Script=Cyrillic}/u.test(name)));
    assert.ok(names.some((name) => /[äöüß]/.test(name)));
    assert.ok(names.some((name) => !name.includes(' ')));
    assert.deepEqual(distinct(candidates.map((one) => one.emailAddresses.length)), [0, 1, 2]);
    assert.deepEqual(distinct(candidates.map((one) => one.phoneNumbers.length)), [0, 1, 2]);
    assert.ok(candidates.some((one) => one.tags.some(({ isArchived }) => isArchived)));
    const links = candidates.flatMap((one) => one.socialLinks.map(({ type }) => type));
    assert.equal(distinct(links).length, 8);
  });

  it('uses reserved e-mail domains only, and no address twice', () => {
    const addresses = candidates.flatMap((one) => one.emailAddresses.map(({ value }) => value));
    const userAddresses = [...records.users.values()].flatMap(({ email }) => email ?? []);
    const all = [...addresses, ...userAddresses];
    assert.ok(all.length > 300);
    for (const address of all) assert.match(address, /^[a-z0-9.]+@example\.(com|org)$/);
    assert.equal(new Set(all).size, all.length);
  });

  it('leaves empty what live answers leave empty', () => {
    const jobs = [...records.jobs.values()];
    const applications = [...records.applications.values()];
    const emptied: Record<string, unknown[]> = {
      creditedToUser: applications.map((one) => one.creditedToUser),
      source: applications.map((one) => one.source),
      archiveReason: applications.map((one) => one.archiveReason),
      submitterClientIp: applications.map((one) => one.submitterClientIp),
      appliedViaJobPostingId: applications.map((one) => one.appliedViaJobPostingId),
      timezone: candidates.map((one) => one.timezone),
      location: candidates.map((one) => one.location),
      company: candidates.map((one) => one.company),
      resumeFileHandle: candidates.map((one) => one.resumeFileHandle),
      customRequisitionId: jobs.map((one) => one.customRequisitionId),
      openedAt: jobs.map((one) => one.openedAt),
      closedAt: jobs.map((one) => one.closedAt),
      locationId: jobs.map((one) => one.locationId),
      departmentId: jobs.map((one) => one.departmentId),
      parentId: [...records.departments.values()].map((one) => one.parentId),
      externalName: [...records.departments.values()].map((one) => one.externalName),
      instructionsHtml: [...records.interviews.values()].map((one) => one.instructionsHtml),
      applicationDeadline: [...records.jobPostings.values()].map((one) => one.applicationDeadline),
      actorId: [...records.histories.values()].flat().map((one) => one.actorId),
      decidedAt: [...records.offers.values()].map((one) => one.decidedAt),
      startDate: [...records.offers.values()].map((one) => one.latestVersion.startDate),
    };
    for (const [name, values] of Object.entries(emptied)) {
      assert.ok(values.includes(null), `${name} is never null`);
      assert.ok(
        values.some((value) => value !== null),
        `${name} is always null`,
      );
    }
  });

  it('refers only to records that exist, in both directions', () => {
    for (const application of records.applications.values()) {
      const candidate = records.candidates.get(application.candidate.id);
      assert.ok(candidate.applicationIds.includes(application.id));
      assert.equal(application.candidate.name, candidate.name);
      const job = records.jobs.get(application.job.id);
      const stage = records.interviewStages.get(application.currentInterviewStage.id);
      assert.ok(job.interviewPlanIds.includes(stage.interviewPlanId));
      const history = records.histories.get(application.id) ?? [];
      assert.equal(history.at(-1)?.stageId, stage.id);
      assert.equal(history.filter(({ leftStageAt }) => leftStageAt === null).length, 1);
      const { appliedViaJobPostingId: postingId } = application;
      assert.equal(postingId !== null, records.submissions.has(application.id));
      if (postingId !== null) assert.equal(records.jobPostings.get(postingId).jobId, job.id);
    }
    for (const schedule of records.interviewSchedules.values()) {
      records.applications.get(schedule.applicationId);
      records.interviewStages.get(schedule.interviewStageId);
      for (const event of schedule.interviewEvents) {
        assert.equal(records.interviewEvents.get(event.id), event);
        records.interviews.get(event.interviewId);
        for (const userId of event.interviewerUserIds) records.users.get(userId);
      }
    }
    for (const offer of records.offers.values()) records.applications.get(offer.applicationId);
    for (const job of records.jobs.values()) {
      for (const id of job.jobPostingIds) assert.equal(records.jobPostings.get(id).jobId, job.id);
      for (const { userId } of job.hiringTeam) records.users.get(userId);
    }
  });

  it('never lets a record change before it was made, or after the end of the seeded time', () => {
    const stamped = [
      ...records.candidates.values(),
      ...records.applications.values(),
      ...records.jobs.values(),
      ...records.interviewSchedules.values(),
    ];
    assert.ok(stamped.length > 700);
    for (const { id, createdAt, updatedAt } of stamped) {
      assert.ok(createdAt <= updatedAt, `${id}: ${createdAt} > ${updatedAt}`);
      assert.ok(updatedAt <= '2026-11-01T00:00:00.000Z', `${id}: ${updatedAt}`);
    }
  });
});
