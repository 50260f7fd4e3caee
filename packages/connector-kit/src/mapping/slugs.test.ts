import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeConnector } from '../conformance/self-test/fake-connector.ts';
import type { Connector } from '../declaration/connector.ts';
import { connectorsBySlug } from './slugs.ts';

const fake: Connector = createFakeConnector();
const named = (id: string, aliases: string[]): Connector => ({
  ...fake,
  tool: { ...fake.tool, id, aliases },
});

test('a connector is found under its id and each further slug', () => {
  const greenhouse = named('greenhouse', ['greenhousev3']);
  const found = connectorsBySlug([greenhouse, named('lever', [])]);
  assert.deepEqual([...found.keys()], ['greenhouse', 'greenhousev3', 'lever']);
  assert.equal(found.get('greenhousev3'), greenhouse);
});

test('two connectors cannot have one slug', () => {
  const twice = [named('one', ['two']), named('two', [])];
  assert.throws(() => connectorsBySlug(twice), /already a connector for 'two'/);
});
