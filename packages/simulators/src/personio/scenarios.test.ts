import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { personioScenarios } from './scenarios.ts';
import type { PersonioSimulator } from './start-personio-simulator.ts';
import { ask, bodyOf, readAll, readOne, readPages, send } from './testing/personio-client.ts';

const recruiting = '/v2/recruiting';

describe('the scenarios of the Personio simulator', () => {
  let personio: PersonioSimulator;
  beforeEach(async () => {
    personio = await personioScenarios.startWithSmallPages();
  });
  afterEach(() => personio.close());

  it('list the ids that the API shows, on several pages of every list', async () => {
    const held = personioScenarios.listRemoteIds(personio);
    for (const model of ['jobs', 'applications', 'candidates'] as const) {
      const pages = await readPages(personio, `${recruiting}/${model}?limit=200`);
      const ids = pages.flat().map(({ id }): string => id);
      assert.deepEqual(ids.toSorted(), held[model]?.toSorted(), model);
      assert.ok(pages.length > 2, model);
    }
    const categories = await readPages(personio, `${recruiting}/categories`);
    assert.ok(categories.length > 1);
    const stages = categories
      .flat()
      .flatMap((one) => one.stages.map(({ id }: { id: string }) => id));
    assert.deepEqual(new Set(stages), new Set(held.application_stages));
  });

  it('change what the API shows', async () => {
    const { remoteId: changed } = personioScenarios.changeOldRecord(personio);
    const [first] = await readAll(personio, `${recruiting}/candidates`);
    assert.equal(first.id, changed);
    const { remoteId: added } = personioScenarios.insertWhilePaging(personio).insert();
    const person = await readOne(personio, `${recruiting}/candidates/${added}`);
    assert.equal(person.applications.length, 1);
    const { remoteId: spoilt } = personioScenarios.addMalformedRecord(personio);
    const shown = await readOne(personio, `${recruiting}/candidates/${spoilt}`);
    assert.deepEqual(shown.first_name, { text: 'Mara' });
    personioScenarios.addUnknownEnumValue(personio);
    assert.match((await send(personio, '/xml?language=en')).body, /seafaring/);
    const { remoteId: deleted } = personioScenarios.deleteRecord(personio);
    assert.equal((await ask(personio, `${recruiting}/applications/${deleted}`)).status, 404);
  });

  it('make pages go round and expire', async () => {
    const list = `${recruiting}/applications`;
    const next = async (address: string): Promise<string> =>
      (await bodyOf(personio, address))._meta.links.next.href;
    const second = await next(await next(list));
    personioScenarios.expirePages(personio);
    assert.equal((await ask(personio, second)).status, 400);
    personioScenarios.loopPages(personio);
    const third = await next(await next(list));
    assert.equal(await next(third), third);
  });

  it('take one scope after the other away', async () => {
    const asked = [`${recruiting}/jobs`, '/v2/document-management/documents?owner_id=1'];
    const refused: number[][] = [];
    for (const permission of personioScenarios.limitPermissions(personio)) {
      permission.limit();
      const answers = await Promise.all(asked.map((path) => ask(personio, path)));
      refused.push(answers.map(({ status }) => status));
    }
    assert.deepEqual(refused, [
      [403, 200],
      [200, 403],
    ]);
  });
});
