import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { leverScenarios } from './scenarios.ts';
import type { LeverSimulator } from './start-lever-simulator.ts';
import { ask, dataOf, readAll } from './testing/lever-client.ts';
import type { LeverAnswer } from './testing/lever-client.ts';

describe('the scenarios of the Lever simulator', () => {
  let lever: LeverSimulator;
  beforeEach(async () => {
    lever = await leverScenarios.startWithSmallPages();
  });
  afterEach(() => lever.close());

  const idsOf = (records: LeverAnswer['body'][]): string[] =>
    records.map(({ id }): string => id).toSorted();

  it('list the ids that the API shows', async () => {
    const held = leverScenarios.listRemoteIds(lever);
    const shown = {
      jobs: '/postings?confidentiality=all',
      application_stages: '/stages',
      applications: '/opportunities?confidentiality=all',
      users: '/users?includeDeactivated=true',
    } as const;
    for (const [model, path] of Object.entries(shown) as [keyof typeof shown, string][]) {
      assert.deepEqual(idsOf(await readAll(lever, path)), held[model]?.toSorted(), model);
    }
    const reasons = await readAll(lever, '/archive_reasons');
    const usable = reasons.filter(({ type, status }) => type !== 'hired' && status === 'active');
    assert.deepEqual(idsOf(usable), held.rejection_reasons.toSorted());
    const tags = (await readAll(lever, '/tags')).map(({ text }): string => text);
    assert.deepEqual(tags.toSorted(), held.tags.toSorted());
  });

  it('change what they say', async () => {
    const contact = async (id: string) => (await ask(lever, `/contacts/${id}`)).body.data;
    const { remoteId: changed } = leverScenarios.changeOldRecord(lever);
    assert.match((await contact(changed)).headline, /Example Dockyard/);
    const { remoteId: added } = leverScenarios.insertWhilePaging(lever).insert();
    assert.equal((await contact(added)).name, 'Mara Lindqvist');
    const { remoteId: spoilt } = leverScenarios.addMalformedRecord(lever);
    assert.deepEqual((await contact(spoilt)).headline, { text: 'Welder' });
    const { remoteId: job } = leverScenarios.addUnknownEnumValue(lever);
    assert.equal((await dataOf(lever, `/postings/${job}`)).workplaceType, 'on-ship');
    const { remoteId: deleted } = leverScenarios.deleteRecord(lever);
    assert.deepEqual(idsOf(await dataOf(lever, '/opportunities/deleted')), [deleted]);
  });

  it('make pages go round and expire, and take the right to offers away', async () => {
    const page = async (offset = '') => (await ask(lever, `/opportunities${offset}`)).body;
    const { next } = await page();
    leverScenarios.expirePages(lever);
    assert.equal((await page(`?offset=${next}`)).code, 'BadRequestError');
    leverScenarios.loopPages(lever);
    const first = await page();
    assert.equal((await page(`?offset=${first.next}`)).next, first.next);
    leverScenarios
      .limitPermissions(lever)
      .find(({ missing }) => missing === 'Offers')
      ?.limit();
    assert.equal((await ask(lever, `/opportunities/${first.data[0].id}/offers`)).status, 403);
  });
});
