import assert from 'node:assert/strict';
import { RemoteError } from '../remote.ts';
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
        const isNamed = check.missingPermissions.some((permission) => permission.includes(missing));
        assert.ok(isNamed, `'${missing}' is not among [${check.missingPermissions.join(', ')}].`);
      }),
  },
];

export function isAuthenticationError(error: unknown): boolean {
  assert.ok(error instanceof RemoteError, `Not a RemoteError: ${String(error)}`);
  assert.equal(error.kind, 'authentication', error.message);
  return true;
}
