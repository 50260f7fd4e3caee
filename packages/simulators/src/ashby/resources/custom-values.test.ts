import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startAshbySimulator } from '../start-ashby-simulator.ts';
import type { AshbySimulator } from '../start-ashby-simulator.ts';
import { results } from '../testing/ashby-client.ts';
import { applicationWith, changedIds, failureCode, openJob } from '../testing/simulated-state.ts';
import type { AshbyCustomField, AshbyCustomFieldDefinition } from '../types.ts';

const writtenAt = '2026-12-24T10:00:00.000Z';

describe('setting custom fields in the Ashby simulator', () => {
  let simulator: AshbySimulator;
  beforeEach(async () => {
    simulator = await startAshbySimulator({ candidates: 60, now: () => Date.parse(writtenAt) });
  });
  afterEach(() => simulator.close());

  function definition(
    accept: (definition: AshbyCustomFieldDefinition) => boolean,
  ): AshbyCustomFieldDefinition {
    const found = [...simulator.state.records.customFields.values()].find(accept);
    return found ?? assert.fail('The seed has no such field');
  }

  function idOf(objectType: string): string {
    if (objectType === 'Application') return applicationWith(simulator, 'Active').id;
    if (objectType === 'Job') return openJob(simulator).id;
    return [...simulator.state.records.candidates.values()][0]!.id;
  }

  const lists = { Application: 'application', Candidate: 'candidate', Job: 'job' } as const;
  for (const [objectType, name] of Object.entries(lists)) {
    it(`shows the value on the ${name}, in the next sync too, and replaces it`, async () => {
      const { id: fieldId, fieldType } = definition(
        (one) =>
          one.objectType === objectType && ['Url', 'CompensationRange'].includes(one.fieldType),
      );
      const values =
        fieldType === 'Url'
          ? ['https://example.com/1', 'https://example.com/2']
          : [1, 2].map((minValue) => ({
              type: 'compensation-range',
              minValue,
              maxValue: 3,
              currencyCode: 'EUR',
              interval: '1 YEAR',
            }));
      const objectId = idOf(objectType);
      for (const fieldValue of values) {
        const body = { objectId, objectType, fieldId, fieldValue };
        const listed = await changedIds(simulator, `${name}.list`, async () => {
          assert.deepEqual(
            (await results(simulator, 'customField.setValue', body)).value,
            fieldValue,
          );
        });
        assert.deepEqual(listed, [objectId]);
      }
      const idField = name === 'application' ? 'applicationId' : 'id';
      const now = await results(simulator, `${name}.info`, { [idField]: objectId });
      const own = now.customFields.filter((one: AshbyCustomField) => one.id === fieldId);
      assert.deepEqual(
        own.map((one: AshbyCustomField) => one.value),
        [values[1]],
      );
      assert.equal(now.updatedAt, writtenAt);
    });
  }

  it('names the chosen options of select fields', async () => {
    const priority = definition(({ title }) => title === 'Priority');
    const skills = definition(({ title }) => title === 'Skills');
    const cases: [AshbyCustomFieldDefinition, unknown, unknown][] = [
      [priority, 'high', 'High'],
      [skills, ['sql', 'figma'], ['SQL', 'Figma']],
    ];
    for (const [{ id: fieldId, objectType }, fieldValue, valueLabel] of cases) {
      const body = { objectId: idOf(objectType), objectType, fieldId, fieldValue };
      const set = await results(simulator, 'customField.setValue', body);
      assert.deepEqual([set.value, set.valueLabel], [fieldValue, valueLabel]);
    }
  });

  const wrong: [title: string, value: unknown][] = [
    ['Actively looking', 'yes'],
    ['Available from', 'tomorrow'],
    ['Assessment report', 'example.com/report'],
    ['Salary expectation', 100],
    ['Skills', ['sql', 'COBOL']],
    ['Priority', 'High'],
    ['Years of experience', '3'],
    ['Expected range', { minValue: 1, maxValue: 2 }],
    ['Preferred pronoun', null],
  ];
  for (const [title, fieldValue] of wrong) {
    it(`refuses ${JSON.stringify(fieldValue)} for ${title}`, async () => {
      const { id: fieldId, objectType } = definition((one) => one.title === title);
      const body = { objectId: idOf(objectType), objectType, fieldId, fieldValue };
      assert.equal(await failureCode(simulator, 'customField.setValue', body), 'invalid_input');
    });
  }

  it('refuses unknown fields and objects, fields of other objects, and hidden fields', async () => {
    const link = definition((one) => one.objectType === 'Candidate' && one.fieldType === 'Url');
    const hidden = definition((one) => one.objectType === 'Candidate' && one.isPrivate);
    const unknown = crypto.randomUUID();
    const right = {
      objectId: idOf('Candidate'),
      objectType: 'Candidate',
      fieldId: link.id,
      fieldValue: 'https://example.com',
    };
    simulator.access.privateFields = false;
    const cases: [object, string][] = [
      [{}, 'no failure'],
      [{ fieldId: unknown }, 'custom_field_not_found'],
      [{ fieldId: hidden.id }, 'custom_field_not_found'],
      [{ objectId: unknown }, 'candidate_not_found'],
      [{ objectType: 'Job', objectId: openJob(simulator).id }, 'invalid_input'],
      [{ fieldValue: undefined }, 'invalid_input'],
    ];
    for (const [change, code] of cases) {
      const body = { ...right, ...change };
      assert.equal(await failureCode(simulator, 'customField.setValue', body), code);
    }
  });
});
