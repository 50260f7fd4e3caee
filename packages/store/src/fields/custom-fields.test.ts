import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { addIntegration, createTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';
import {
  createCustomField,
  deleteCustomField,
  listMappedCustomFields,
  setFieldMapping,
} from './custom-fields.ts';
import type { Database } from '../database/database.ts';
import { findOrCreateEnvironment } from '../environments/environments.ts';
import { findFieldsChangedAt } from './field-changes.ts';
import type { IntegrationField } from './integration-fields.ts';
import {
  findFieldSelection,
  findFoundFields,
  insertFoundFields,
  listIntegrationFields,
  setFieldPassthrough,
} from './integration-fields.ts';
import { deleteIntegration } from '../integrations/delete-integration.ts';

describe('raw and custom fields', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let environmentId: string;
  /** Two integrations of the environment, fresh for each test. */
  let one: string;
  let other: string;
  let count = 0;

  before(async () => {
    testDatabase = await createTestDatabase();
    ({ database } = testDatabase);
    ({ id: environmentId } = await findOrCreateEnvironment(database, { name: 'Test' }));
  });
  after(() => testDatabase.drop());
  beforeEach(async () => {
    one = await createIntegration();
    other = await createIntegration();
  });

  async function createIntegration(): Promise<string> {
    count += 1;
    const id = `pretend:${count}`;
    await addIntegration(database, { id, environmentId });
    const found = ['a', 'b'].map((key) => ({ model: 'jobs', type: 'CUSTOM', key, label: null }));
    await insertFoundFields(database.pool, id, found as Parameters<typeof insertFoundFields>[2]);
    return id;
  }

  async function field(integrationId: string, key: string): Promise<IntegrationField> {
    const fields = await findFoundFields(database, integrationId);
    return fields.find((each) => each.key === key) ?? assert.fail(`no ${key}`);
  }

  async function createCustom(): Promise<string> {
    count += 1;
    const made = { environmentId, model: 'jobs', key: `k${count}` } as const;
    const custom = await createCustomField(database, { ...made, label: null, description: null });
    return custom?.id ?? assert.fail('not made');
  }

  function map(integrationId: string, customFieldId: string, integrationFieldId: string | null) {
    const mapping = { integrationId, environmentId, customFieldId, integrationFieldId };
    return setFieldMapping(database, mapping);
  }

  it('are not known twice, and keep what was chosen when they are found again', async () => {
    const { id } = await field(one, 'a');
    await setFieldPassthrough(database, { integrationId: one, id, isEnabled: true });
    const again = { model: 'jobs', type: 'CUSTOM', key: 'a', label: 'A' } as const;
    await insertFoundFields(database.pool, one, [again, { ...again, type: 'DEFAULT' }]);
    const found = await findFoundFields(database, one);
    assert.deepEqual(
      found.map(({ type, key, isPassthroughEnabled: isOn }) => `${type} ${key} ${isOn}`).toSorted(),
      ['CUSTOM a true', 'CUSTOM b false', 'DEFAULT a false'],
    );
  });

  it('have other ids in another integration, and are chosen for each by itself', async () => {
    const mine = await field(one, 'a');
    const theirs = await field(other, 'a');
    assert.notEqual(mine.id, theirs.id);
    const foreign = { integrationId: other, id: mine.id, isEnabled: true };
    assert.equal(await setFieldPassthrough(database, foreign), null);
    const custom = await createCustom();
    assert.equal(await map(other, custom, mine.id), 'integration-field-unknown');
    await map(one, custom, mine.id);
    await setFieldPassthrough(database, { ...foreign, integrationId: one });
    assert.deepEqual(await findFieldSelection(database, other), {});
    assert.equal(await findFieldsChangedAt(database, other), null);
    const { jobs } = await findFieldSelection(database, one);
    assert.deepEqual(
      jobs?.passed.map(({ key }) => key),
      ['a'],
    );
    assert.equal(jobs.mapped.length, 1);
  });

  it('that fill several custom fields are let through once', async () => {
    const { id } = await field(one, 'a');
    for (let times = 0; times < 2; times += 1) await map(one, await createCustom(), id);
    await setFieldPassthrough(database, { integrationId: one, id, isEnabled: true });
    const { jobs } = await findFieldSelection(database, one);
    assert.deepEqual([jobs?.passed.length, jobs?.mapped.length], [1, 2]);
  });

  it('note every change at a time of its own, and none where nothing changed', async () => {
    const { id } = await field(one, 'a');
    const custom = await createCustom();
    const times: number[] = [];
    const note = async (): Promise<void> => {
      times.push((await findFieldsChangedAt(database, one))?.getTime() ?? 0);
    };
    await note();
    for (const change of [
      () => setFieldPassthrough(database, { integrationId: one, id, isEnabled: true }),
      () => map(one, custom, id),
      () => deleteCustomField(database, { environmentId, id: custom }),
    ]) {
      await change();
      await note();
    }
    assert.ok(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0)));
    assert.equal(times[0], 0);
    const { rows } = await database.pool.query('select from store.field_changes');
    assert.ok(rows.length > 0);
    const before = await findFieldsChangedAt(database, one);
    await setFieldPassthrough(database, { integrationId: one, id, isEnabled: true });
    await map(one, await createCustom(), null);
    assert.deepEqual(await findFieldsChangedAt(database, one), before);
  });

  it('of a deleted custom field are noted in every integration that filled it', async () => {
    const custom = await createCustom();
    for (const id of [one, other]) await map(id, custom, (await field(id, 'b')).id);
    await database.pool.query('delete from store.field_changes');
    const deleted = await deleteCustomField(database, { environmentId, id: custom });
    assert.deepEqual(deleted, { mappings: 2 });
    for (const id of [one, other]) assert.ok(await findFieldsChangedAt(database, id));
    assert.equal(await deleteCustomField(database, { environmentId, id: custom }), null);
    assert.equal(await map(one, custom, null), 'custom-field-unknown');
  });

  it('are listed by id, each once, while others come in between', async () => {
    const list = (afterId: string | null) =>
      listIntegrationFields(database, { integrationId: one, afterId, pageSize: 1 });
    const known = (await findFoundFields(database, one)).map(({ id }) => id).toSorted();
    const first = await list(null);
    const more = Array.from({ length: 20 }, (_, index) => `x${index}`);
    await insertFoundFields(
      database.pool,
      one,
      more.map((key) => ({ model: 'jobs', type: 'DEFAULT', key, label: null })),
    );
    const seen = first.fields.map(({ id }) => id);
    for (let { next } = first; next !== null;) {
      const page = await list(next);
      seen.push(...page.fields.map(({ id }) => id));
      ({ next } = page);
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(
      known.filter((id) => !seen.includes(id)),
      [],
    );
  });

  it('leave nothing behind, whatever is done to them while their integration is deleted', async () => {
    const round = async (): Promise<void> => {
      const integrationId = await createIntegration();
      const { id } = await field(integrationId, 'a');
      const custom = await createCustom();
      await map(integrationId, custom, id);
      await Promise.all([
        setFieldPassthrough(database, { integrationId, id, isEnabled: true }),
        deleteIntegration(database, integrationId),
        deleteCustomField(database, { environmentId, id: custom }),
        map(integrationId, await createCustom(), id),
      ]);
      for (const table of ['integration_fields', 'field_mappings', 'field_changes']) {
        const { rows } = await database.pool.query(
          `select from store.${table} where integration_id = $1`,
          [integrationId],
        );
        assert.equal(rows.length, 0, table);
      }
    };
    // A few at once: who has to wait for a connection of the pool for too long is given none.
    for (let lot = 0; lot < 5; lot += 1) await Promise.all(Array.from({ length: 5 }, round));
  });

  it('are empty for an integration of an environment without custom fields', async () => {
    const elsewhere = await findOrCreateEnvironment(database, { name: 'Elsewhere' });
    const page = await listMappedCustomFields(database, {
      integrationId: one,
      environmentId: elsewhere.id,
      afterId: null,
      pageSize: 250,
    });
    assert.deepEqual(page, { fields: [], next: null });
  });
});
