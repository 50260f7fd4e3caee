import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Groups } from './groups.ts';
import { inventCompany } from './invent-company.ts';
import { SeededRandom } from './random.ts';

it('finds the rows that belong to another one, also after a change', () => {
  const company = inventCompany({ random: new SeededRandom(1), now: () => 0, people: 5 });
  const [job] = company.tables.jobs.values();
  const [first, second] = company.tables.people.values();
  assert.ok(job !== undefined && first !== undefined && second !== undefined);
  const { applications } = company.tables;
  const groups = new Groups(company, applications, ({ personId }) => personId);
  assert.deepEqual(groups.of('nobody'), []);
  const before = groups.of(first.id).length;
  const { id } = company.addApplication({ personId: first.id, jobId: job.id });
  assert.equal(groups.of(first.id).length, before + 1);
  company.change('applications', id, { personId: second.id });
  assert.equal(groups.of(first.id).length, before);
  assert.ok(groups.of(second.id).some((one) => one.id === id));
});
