import assert from 'node:assert/strict';
import { RemoteError } from '../remote.ts';
import { assertSameIds } from './assert-same-records.ts';
import { requireScenario } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import { openSession, withRemote } from './session.ts';

export const credentialTests: readonly ConformanceTest[] = [
  {
    name: 'accepts working credentials',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const check = await openSession(subject, remote).checkCredentials();
        assert.deepEqual(check.missingPermissions, []);
      }),
  },
  {
    name: 'refuses wrong credentials with an authentication error',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const session = openSession(subject, remote, { credentials: remote.badCredentials });
        await assert.rejects(session.checkCredentials(), isAuthenticationError);
      }),
  },
  {
    name: 'names the permissions that credentials lack',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const limitPermissions = requireScenario(subject, 'limitPermissions');
        const { credentials, missing } = await limitPermissions(remote);
        const check = await openSession(subject, remote, { credentials }).checkCredentials();
        const names = check.missingPermissions.map(({ permission }) => permission);
        const named = check.missingPermissions.find((one) => one.permission.includes(missing));
        assert.ok(named, `'${missing}' is not among [${names.join(', ')}].`);
        const costs = [...named.models, ...named.actions];
        assert.ok(costs.length > 0, `It is not said what '${named.permission}' costs.`);
      }),
  },
  {
    name: 'reads what a missing permission does not cost, and refuses nothing else',
    run: ({ subject, baseline }) =>
      withRemote(subject, async (remote) => {
        const limitPermissions = requireScenario(subject, 'limitPermissions');
        const { credentials, missing } = await limitPermissions(remote);
        const check = await openSession(subject, remote, { credentials }).checkCredentials();
        const costly = new Set(check.missingPermissions.flatMap(({ models }) => models));
        const { outcomes } = await baseline();
        for (const [model, { records }] of outcomes) {
          const session = openSession(subject, remote, { credentials });
          const read = await session.read(model).catch((error: unknown) => {
            assert.ok(error instanceof RemoteError, `Not a RemoteError: ${String(error)}`);
            assert.ok(costly.has(model), `'${missing}' also costs ${model}, which is not said.`);
            const isRefusal = error.kind === 'permission' || error.kind === 'authentication';
            assert.ok(isRefusal, `${model} is refused as ${error.kind}: ${error.message}`);
            return null;
          });
          if (read === null || costly.has(model)) continue;
          assertSameIds(read.records, records, `${model}, read without '${missing}'`);
        }
      }),
  },
];

export function isAuthenticationError(error: unknown): boolean {
  assert.ok(error instanceof RemoteError, `Not a RemoteError: ${String(error)}`);
  assert.equal(error.kind, 'authentication', error.message);
  return true;
}
