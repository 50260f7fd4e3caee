import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { onlyfyScenarios } from './scenarios.ts';
import type { OnlyfySimulator } from './start-onlyfy-simulator.ts';
import { ask, bodyOf, readAll } from './testing/onlyfy-client.ts';

const lists = ['job', 'candidate', 'application', 'candidate_tag', 'status_set'];

describe('the scenarios of the onlyfy simulator', () => {
  let onlyfy: OnlyfySimulator;
  beforeEach(async () => {
    onlyfy = await onlyfyScenarios.startWithSmallPages();
  });
  afterEach(() => onlyfy.close());

  it('list the ids that the API shows, in pages of four with empty ones between them', async () => {
    const held = onlyfyScenarios.listRemoteIds(onlyfy);
    const idsOf = async (name: string) =>
      (await readAll(onlyfy, `/${name}`)).map(({ id }) => String(id));
    const sets = await readAll(onlyfy, '/status_set');
    const statuses = sets.flatMap((set) =>
      set.statuses.map(({ id }: { id: number }) => String(id)),
    );
    const shown = {
      jobs: await idsOf('job'),
      application_stages: [...new Set(statuses)],
      applications: await idsOf('application'),
      candidates: await idsOf('candidate'),
      tags: await idsOf('candidate_tag'),
    };
    for (const [model, ids] of Object.entries(shown)) {
      assert.deepEqual(new Set(ids), new Set(held[model as keyof typeof held]), model);
      assert.ok(ids.length > 4, model);
    }
  });

  it('change, remove, add and spoil records', async () => {
    const { remoteId: changed } = onlyfyScenarios.changeOldRecord(onlyfy);
    assert.equal((await bodyOf(onlyfy, `/candidate/${changed}`)).profile.firstname, 'Mara');
    const { remoteId: added } = onlyfyScenarios.insertWhilePaging(onlyfy).insert();
    assert.equal((await readAll(onlyfy, '/application')).at(-1).id, Number(added));
    const { remoteId: spoilt } = onlyfyScenarios.addMalformedRecord(onlyfy);
    const { created_at: at } = await bodyOf(onlyfy, `/candidate/${spoilt}`);
    assert.deepEqual(at, { day: 'yesterday' });
    const { remoteId: job } = onlyfyScenarios.addUnknownEnumValue(onlyfy);
    assert.equal((await bodyOf(onlyfy, `/job/${job}`)).position_type, 'on-ship');
    const { remoteId: deleted } = onlyfyScenarios.deleteRecord(onlyfy);
    assert.equal((await ask(onlyfy, `/application/${deleted}`)).status, 404);
    const { imported, remoteId } = onlyfyScenarios.nameTrackedApplication(onlyfy);
    assert.deepEqual(imported, { id_type: 'application_id', application_id: remoteId });
    assert.equal((await ask(onlyfy, `/application/${remoteId}`)).status, 200);
  });

  it('make pages expire and go round', async () => {
    const all = await readAll(onlyfy, '/application');
    const { links } = await bodyOf(onlyfy, '/application');
    onlyfyScenarios.expirePages(onlyfy);
    assert.equal((await ask(onlyfy, links.next)).status, 404);
    assert.deepEqual(await readAll(onlyfy, '/application'), all);
    onlyfyScenarios.loopPages(onlyfy);
    const first = await bodyOf(onlyfy, '/application');
    const again = await bodyOf(onlyfy, first.links.next);
    assert.deepEqual(again.data, first.data);
  });

  it('take one access group away after the other', async () => {
    for (const permission of onlyfyScenarios.limitPermissions(onlyfy)) {
      permission.limit();
      const answers = await Promise.all(lists.map((name) => ask(onlyfy, `/${name}`)));
      const refused = lists.filter((_name, index) => answers[index]?.status === 403);
      assert.deepEqual(refused, [permission.missing]);
    }
  });

  it('list the reasons that were written', async () => {
    const [{ id, job_id: jobId }] = (await bodyOf(onlyfy, '/application')).data;
    const job = await bodyOf(onlyfy, `/job/${jobId}`);
    const { statuses } = job.job_application_status_set;
    const path = `/application/${id}/status/${statuses[1].id}`;
    await ask(onlyfy, path, { method: 'PUT', body: { reason: 'Spur 1' } });
    assert.ok(onlyfyScenarios.listNotes(onlyfy).includes('Spur 1'));
  });
});
