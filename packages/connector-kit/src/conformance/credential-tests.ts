import assert from 'node:assert/strict';
import type { CredentialsCheck } from '../declaration/connector.ts';
import type { ModelName } from '../declaration/records.ts';
import { RemoteError } from '../http/remote.ts';
import type { WriteFunctions } from '../writing/writes.ts';
import { assertSameIds } from './assert-same-records.ts';
import { requireScenario } from './bench.ts';
import type { Bench, ConformanceTest } from './bench.ts';
import { openSession, withRemote } from './session.ts';
import type { Session } from './session.ts';

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
    run: (bench) =>
      withEachLimit(bench, async ({ missing, check }) => {
        const names = check.missingPermissions.map(({ permission }) => permission);
        const { permissions: declared = {} } = bench.subject.connector;
        const undeclared = names.filter((name) => !Object.hasOwn(declared, name));
        assert.deepEqual(undeclared, [], 'They are not among the `permissions` of the connector.');
        const named = check.missingPermissions.find((one) => one.permission.includes(missing));
        assert.ok(named, `'${missing}' is not among [${names.join(', ')}].`);
        const costs = [...named.models, ...named.actions];
        assert.ok(costs.length > 0, `It is not said what '${named.permission}' costs.`);
      }),
  },
  {
    name: 'declares the permissions of every action',
    needsNoRemote: true,
    async run({ subject: { connector } }) {
      if (connector.permissions === undefined) return;
      const declared = Object.values(connector.permissions).flatMap(({ actions = [] }) => actions);
      const written = Object.keys(connector.write ?? {}) as (keyof WriteFunctions)[];
      const forgotten = written.filter((name) => !declared.includes(name));
      assert.deepEqual(forgotten, [], 'No permission is declared for these.');
    },
  },
  {
    name: 'names a permission for every model that it asks for',
    async run(bench) {
      const costly = new Set<ModelName>();
      await withEachLimit(bench, ({ check }) => {
        for (const model of check.missingPermissions.flatMap(({ models }) => models)) {
          costly.add(model);
        }
      });
      const { requests } = await bench.baseline();
      const asked = [...requests].filter(([, count]) => count > 0).map(([model]) => model);
      const free = asked.filter((model) => !costly.has(model));
      assert.deepEqual(free, [], 'No permission in limitPermissions costs these models.');
    },
  },
  {
    name: 'reads what a missing permission does not cost, and refuses nothing else',
    async run(bench) {
      const { outcomes } = await bench.baseline();
      await withEachLimit(bench, async ({ missing, check, open }) => {
        const costly = new Set(check.missingPermissions.flatMap(({ models }) => models));
        const session = open();
        for (const [model, { records }] of outcomes) {
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
      });
    },
  },
];

interface Limited {
  missing: string;
  check: CredentialsCheck;
  /** A session of its own with the limited credentials. */
  open: () => Session;
}

/** Credentials that lack one permission after the other. */
async function withEachLimit(
  { subject }: Bench,
  use: (limited: Limited) => Promise<void> | void,
): Promise<void> {
  await withRemote(subject, async (remote) => {
    const limitPermissions = requireScenario(subject, 'limitPermissions');
    for (const { missing, limit } of await limitPermissions(remote)) {
      const credentials = await limit();
      const open = (): Session => openSession(subject, remote, { credentials });
      await use({ missing, check: await open().checkCredentials(), open });
    }
  });
}

export function isAuthenticationError(error: unknown): boolean {
  assert.ok(error instanceof RemoteError, `Not a RemoteError: ${String(error)}`);
  assert.equal(error.kind, 'authentication', error.message);
  return true;
}
