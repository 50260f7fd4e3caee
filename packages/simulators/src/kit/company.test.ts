import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { isAbout, shown } from './company.ts';
import type { Company, CompanyEvent } from './company.ts';
import { IdSequence, inventCompany } from './invent-company.ts';
import { SeededRandom } from './random.ts';
import { companyScenarios } from './scenarios.ts';

const now = Date.UTC(2027, 0, 1);

function invent(
  seed = 1,
  people = 60,
  more: Partial<Parameters<typeof inventCompany>[0]> = {},
): Company {
  return inventCompany({ random: new SeededRandom(seed), now: () => now, people, ...more });
}

const rowsOf = ({ tables }: Company): unknown =>
  Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, [...table.values()]]));

describe('an invented company', () => {
  it('is the same for the same seed and size, and another for another seed', () => {
    assert.deepEqual(rowsOf(invent()), rowsOf(invent()));
    assert.notDeepEqual(rowsOf(invent()), rowsOf(invent(2)));
  });

  it('has as many people as were asked for, and something of everything', () => {
    for (const count of [10, 250]) {
      const { tables } = invent(3, count);
      assert.equal(tables.people.count, count);
      for (const [name, table] of Object.entries(tables)) assert.ok(table.count > 0, name);
    }
  });

  it('has nobody outside example.com, and nobody twice', () => {
    const { people, users } = invent(4, 300).tables;
    const addresses = [...people.values()].flatMap(({ emails }) => emails);
    addresses.push(...[...users.values()].map(({ email }) => email));
    assert.ok(addresses.length > 300);
    for (const address of addresses) assert.match(address, /^[a-z0-9.]+@example\.com$/);
    assert.equal(new Set(addresses).size, addresses.length);
  });

  it('refers only to rows that there are', () => {
    const { tables } = invent(5, 200, { hasStagesPerJob: true });
    const { jobs, people, applications, stages, users, interviews } = tables;
    for (const { personId, jobId, stageId, history } of applications.values()) {
      people.get(personId);
      jobs.get(jobId ?? '');
      for (const id of [stageId, ...history.map((entry) => entry.stageId)]) {
        assert.equal(stages.get(id).jobId, jobId);
      }
      assert.equal(history.at(-1)?.stageId, stageId);
    }
    for (const { applicationId, interviewId, userId } of tables.feedback.values()) {
      assert.equal(interviews.get(interviewId ?? '').applicationId, applicationId);
      users.get(userId);
    }
    for (const { personId, applicationId } of tables.notes.values()) {
      if (applicationId !== null) assert.equal(applications.get(applicationId).personId, personId);
    }
    for (const { applicationId } of tables.offers.values()) applications.get(applicationId);
  });

  it('is of the past: nothing was made after its last change, or changed after the seed', () => {
    for (const table of Object.values(invent(6, 200).tables)) {
      for (const { createdAt, updatedAt } of table.values() as Iterable<{
        createdAt: number;
        updatedAt: number;
      }>) {
        assert.ok(createdAt <= updatedAt && updatedAt < now);
      }
    }
  });

  it('has numbers for ids where the vendor has', () => {
    const sequence = new IdSequence();
    const company = invent(1, 10, { newId: sequence.next });
    for (const { id } of company.tables.people.values()) assert.match(id, /^\d+$/);
    const later = new IdSequence();
    later.restore(sequence.content);
    assert.equal(company.tables.people.find(later.next()), null);
  });
});

describe('changes of a company', () => {
  let company: Company;
  let events: CompanyEvent[];
  beforeEach(() => {
    company = invent();
    events = [];
    company.onChange((event) => events.push(event));
  });

  it('stamp the row, put it last and are told with what was before', () => {
    const [first] = [...company.tables.people.values()];
    assert.ok(first !== undefined);
    const changed = company.change('people', first.id, { name: 'Ada Example' });
    assert.deepEqual([changed.updatedAt, changed.name], [now, 'Ada Example']);
    assert.notEqual(first.name, 'Ada Example');
    assert.equal([...company.tables.people.values()].at(-1), changed);
    assert.deepEqual(events, [{ kind: 'changed', table: 'people', row: changed, before: first }]);
    const [event] = events;
    assert.ok(event !== undefined && isAbout(event, 'people') && !isAbout(event, 'jobs'));
    assert.equal(event.row.name, 'Ada Example');
  });

  it('remove a person with all that belongs to it, and keep when', () => {
    const { applications, people, feedback, notes } = company.tables;
    const [given] = [...feedback.values()];
    const { personId } = applications.get(given?.applicationId ?? '');
    const own = company.applicationsOf(personId).map(({ id }) => id);
    company.remove('people', personId);
    assert.deepEqual(people.deletions, [{ id: personId, at: now }]);
    assert.deepEqual(applications.deletions.map(({ id }) => id).toSorted(), own.toSorted());
    assert.equal(feedback.find(given?.id ?? ''), null);
    assert.ok([...notes.values()].every((note) => note.personId !== personId));
    assert.deepEqual(events.at(-1)?.table, 'people');
  });

  it('move an application on, hire, reject and reopen it', () => {
    const { id: personId } = company.addPerson({ name: 'Ada Example' });
    const [job] = [...company.tables.jobs.values()];
    const { id, stageId } = company.addApplication({ personId, jobId: job?.id ?? '' });
    const stages = company.stagesOf(job?.id ?? '');
    assert.equal(stageId, stages[0]?.id);
    const hired = company.moveApplication(id, stages.at(-1)?.id ?? '');
    assert.deepEqual([hired.status, hired.endedAt, hired.history.length], ['hired', now, 2]);
    const [reason] = [...company.tables.rejectionReasons.values()];
    const rejected = company.endApplication(id, 'rejected', reason?.id);
    assert.deepEqual([rejected.status, rejected.rejectionReasonId], ['rejected', reason?.id]);
    const { status, endedAt } = company.reopenApplication(id);
    assert.deepEqual([status, endedAt], ['active', null]);
  });

  it('make one person of two, with all applications and notes', () => {
    const [kept, gone] = [...company.tables.people.values()];
    assert.ok(kept !== undefined && gone !== undefined);
    const all = [kept, gone].flatMap(({ id }) => company.applicationsOf(id)).map(({ id }) => id);
    const joined = company.mergePeople(kept.id, gone.id);
    assert.deepEqual(joined.emails, [...kept.emails, ...gone.emails]);
    const now = company.applicationsOf(kept.id).map(({ id }) => id);
    assert.deepEqual(now.toSorted(), all.toSorted());
    assert.equal(company.tables.people.find(gone.id), null);
  });

  it('erase who somebody is, and keep the applications', () => {
    const person = [...company.tables.people.values()].find(
      ({ id, emails }) =>
        emails.length > 0 &&
        company.applicationsOf(id).some(({ answers }) => Object.keys(answers).length > 0),
    );
    assert.ok(person !== undefined);
    const erased = company.erasePerson(person.id);
    const text = JSON.stringify(erased);
    for (const trace of [person.name, ...person.emails]) assert.ok(!text.includes(trace));
    const left = company.applicationsOf(person.id);
    assert.ok(erased.isErased && left.length > 0);
    for (const { answers } of left) assert.deepEqual(answers, {});
    assert.ok([...company.tables.notes.values()].every(({ personId }) => personId !== person.id));
  });

  it('show wrong values in place of the vendor’s rendering', () => {
    const [person] = [...company.tables.people.values()];
    assert.ok(person !== undefined);
    company.spoil('people', person.id, { headline: 5 });
    company.spoil('people', person.id, { origin: 'martian' });
    const row = company.tables.people.get(person.id);
    const rendered = { id: row.id, headline: 'Engineer', origin: 'applied' };
    const spoilt = { id: row.id, headline: 5, origin: 'martian' };
    assert.deepEqual(shown(row, rendered), spoilt);
    assert.deepEqual(shown(person, rendered), rendered);
  });

  it('are what the scenarios of a conformance suite are made of', () => {
    const scenarios = companyScenarios(
      { candidates: 'people', jobs: 'jobs' },
      {
        people: 'candidates',
        deleted: 'candidates',
        malformed: { model: 'candidates', field: 'title', raw: { headline: 5 } },
        unknownWord: { model: 'jobs', field: 'status', raw: { state: 'martian' } },
      },
    );
    const remote = { company };
    const { people, jobs } = company.tables;
    const [first] = [...people.values()].map(({ id }) => id);
    assert.equal(scenarios.listRemoteIds(remote).candidates?.length, people.count);
    assert.deepEqual(scenarios.changeOldRecord(remote), { model: 'candidates', remoteId: first });
    assert.equal(people.get(first ?? '').company, 'Example Dockyard');
    const { remoteId, model, field } = scenarios.addMalformedRecord(remote);
    assert.deepEqual([model, field], ['candidates', 'title']);
    assert.deepEqual(people.get(remoteId).raw, { headline: 5 });
    const { remoteId: jobId } = scenarios.addUnknownEnumValue(remote);
    assert.deepEqual(jobs.get(jobId).raw, { state: 'martian' });
    const { remoteId: inserted } = scenarios.insertWhilePaging(remote).insert();
    assert.equal(people.get(inserted).name, 'Mara Lindqvist');
    const { remoteId: deleted } = scenarios.deleteRecord(remote);
    assert.equal(people.find(deleted), null);
  });
});
