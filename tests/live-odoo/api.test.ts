import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { changeOdoo } from './setup/change-odoo.ts';
import type { Changes } from './setup/change-odoo.ts';
import { byText, findChanges, readFacts } from './setup/facts.ts';
import type { AllFacts, ComparedModel, Facts } from './setup/facts.ts';
import { ageRecords, findLiveOdoo, noOdoo } from './setup/live-odoo.ts';
import { startApi } from './setup/start-api.ts';
import type { Api } from './setup/start-api.ts';
import { wireFacts } from './setup/wire-facts.ts';
import type { WireRecord } from './setup/wire-facts.ts';

const live = findLiveOdoo();
const models = Object.keys(wireFacts) as ComparedModel[];

describe('the API over a real Odoo', { skip: live === null ? noOdoo : false }, () => {
  let api: Api;
  let atFirst: AllFacts;
  let changes: Changes;
  before(async () => {
    await ageRecords(live!);
    api = await startApi(live!);
    atFirst = await readFacts(live!);
  });
  after(() => api?.close());

  test('the first sync serves what Odoo holds, record by record', async (suite) => {
    for (const model of models) {
      await suite.test(model, async () => {
        assert.deepEqual(factsOf(model, await api.list(model)), sorted(atFirst[model]));
      });
    }
  });

  test('a delta sync serves what Odoo holds after a week of recruiting', async (suite) => {
    const startedAt = new Date().toISOString();
    changes = await changeOdoo(live!);
    const now = await readFacts(live!);
    await api.sync('DELTA');
    for (const model of models) {
      await suite.test(model, async () => {
        const served = new Map(factsOf(model, await api.list(model)));
        // What was deleted without a trace is only seen by a full sync.
        for (const [id, facts] of now[model]) assert.deepEqual(served.get(id), facts, id);
      });
    }
    await suite.test('updated_after tells of every change', async () => {
      for (const model of models) {
        const updated = await api.list(model, { updated_after: startedAt });
        const ids = updated.map(({ remote_id: id }) => id);
        const missed = findChanges(atFirst[model], now[model]).filter((id) => !ids.includes(id));
        assert.deepEqual(missed, [], model);
        if (model === 'applications') assert.ok(ids.length < now[model].size / 2, `${ids.length}`);
      }
    });
  });

  test('a full sync marks what was deleted, and nothing else', async () => {
    await api.sync('FULL');
    const now = await readFacts(live!);
    for (const model of models) {
      assert.deepEqual(factsOf(model, await api.list(model)), sorted(now[model]), model);
    }
    const all = await api.list('applications', { include_deleted: 'true' });
    const deleted = all.filter((record) => record['remote_deleted_at'] !== null);
    assert.deepEqual(
      deleted.map(({ remote_id: id }) => id),
      [changes.deletedApplication],
    );
  });

  test('a sync without changes changes nothing', async () => {
    const startedAt = new Date().toISOString();
    await api.sync('DELTA');
    await api.sync('FULL');
    for (const model of models) {
      assert.deepEqual(await api.list(model, { updated_after: startedAt }), [], model);
    }
  });
});

function factsOf(model: ComparedModel, records: readonly WireRecord[]): [string, Facts][] {
  return sorted(new Map(records.map((record) => [record.remote_id, wireFacts[model](record)])));
}

function sorted(facts: ReadonlyMap<string, Facts>): [string, Facts][] {
  return [...facts].toSorted(([one], [other]) => byText(one, other));
}
