import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
import type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
import { askBoard } from './testing/job-board-client.ts';

/** Beside the checkout; not part of the repository. */
const folder = path.join(
  import.meta.dirname,
  '../../../../../shared/vendors/greenhouse/job-board-doc-samples',
);
const skip = existsSync(folder) ? false : 'the vendor’s samples are not here';

/** What the prose of the documents has and their samples lack. */
const optional = ['description', 'demographic_questions', 'location_questions'];

/** The samples of one page: JSON, or JSON that was shortened by a line of dots. */
function samplesOf(name: string): VendorJson[] {
  const text = readFileSync(path.join(folder, `${name}.json`), 'utf8');
  const { samples } = JSON.parse(text) as { samples: { json?: unknown; raw?: string }[] };
  return samples.map(({ json, raw = '' }) => json ?? JSON.parse(raw.replace(/^\s*\.{3}$/m, '')));
}

describe('the job board of the Greenhouse simulator against its documents', { skip }, () => {
  let greenhouse: GreenhouseSimulator;
  before(async () => {
    greenhouse = await startGreenhouseSimulator({ candidates: 400 });
  });
  after(() => greenhouse.close());

  const get = async (address: string) => {
    const [status, body] = await askBoard(greenhouse, address);
    assert.equal(status, 200, address);
    return body;
  };

  it('shows boards and lists of jobs as the samples do', async () => {
    assertShape(await get(''), samplesOf('boards'), 'board');
    const [plain, withContent] = samplesOf('jobs');
    assertShape(await get('/jobs'), [plain], 'jobs');
    assertShape(await get('/jobs?content=true'), [withContent], 'jobs with contents');
  });

  it('shows jobs with their forms and pay as the samples do', async () => {
    const [, , sample, { demographic_questions: demographics }] = samplesOf('jobs');
    const seen = new Set<string>();
    for (const { id } of (await get('/jobs')).jobs) {
      const job = await get(`/jobs/${id}?questions=true&pay_transparency=true`);
      for (const name of Object.keys(job)) seen.add(name);
      assertShape(job, [{ ...sample, demographic_questions: demographics }], `job ${id}`);
    }
    for (const name of optional.slice(1)) assert.ok(seen.has(name), name);
  });

  for (const name of ['departments', 'offices']) {
    it(`shows ${name} as the samples do`, async () => {
      const [list, tree, listed, inTree] = samplesOf(name);
      const [lists, inTrees] = [
        [...list[name], listed],
        [...withChildren(tree[name]), inTree],
      ];
      const { [name]: groups } = await get(`/${name}`);
      const { [name]: trees } = await get(`/${name}?render_as=tree`);
      assertShape(groups, [lists], name);
      assertShape(trees, [inTrees], `${name} as trees`);
      const [{ id }] = trees;
      assertShape(await get(`/${name}/${id}`), lists, `${name}/${id}`);
      const single = await get(`/${name}/${id}?render_as=tree`);
      assertShape(single, inTrees, `${name}/${id} as a tree`);
    });
  }
});

/** Each group of a sample shows other parts of what a group can have. */
function withChildren(groups: VendorJson[]): VendorJson[] {
  return groups.flatMap((group) => [group, ...withChildren(group.children)]);
}

/** Every field of a value is in a sample; what all samples have is in the value, with their type. */
function assertShape(shown: VendorJson, samples: readonly VendorJson[], where: string): void {
  const known = samples.filter((sample) => sample !== null && sample !== undefined);
  if (shown === null || known.length === 0) return;
  if (Array.isArray(shown)) {
    assert.ok(known.every(Array.isArray), `${where} is a list`);
    for (const item of shown) assertShape(item, known.flat(), `${where}[]`);
    return;
  }
  assert.ok(
    known.some((sample) => typeof sample === typeof shown),
    `${where} is ${JSON.stringify(shown)}`,
  );
  if (typeof shown !== 'object') return;
  const required = Object.keys(known[0]).filter((name) => known.every((one) => name in one));
  for (const name of required) {
    assert.ok(name in shown || optional.includes(name), `${where}.${name} is missing`);
  }
  for (const [name, value] of Object.entries(shown)) {
    const isKnown = known.some((sample) => name in sample) || optional.includes(name);
    assert.ok(isKnown, `${where}.${name} is in no sample`);
    assertShape(
      value,
      known.map((sample) => sample[name]),
      `${where}.${name}`,
    );
  }
}
