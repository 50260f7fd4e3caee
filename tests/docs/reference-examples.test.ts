import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { operations } from '@hirewire/contract';
import { ApiError } from '@hirewire/sdk';
import { createTrackedTool } from '../wire/tracked-tool.ts';
import { type RunningHirewire, startHirewire } from '../wire/start-hirewire.ts';
import { type ReadyExample, importingTool, openReference } from './reference-installation.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const isMissing = ({ operation }: ReadyExample): boolean =>
  operations.some(({ id, notImplemented }) => id === operation && notImplemented !== null);

describe('the examples of the API reference', () => {
  let hirewire: RunningHirewire;
  let reference: Awaited<ReturnType<typeof openReference>>;
  /** In the checkout, so that the examples find the SDK as a user's project does. */
  let folder: string;

  before(async () => {
    hirewire = await startHirewire({ extraConnectors: [createTrackedTool(importingTool)] });
    reference = await openReference(hirewire);
    await mkdir(join(root, '.cache'), { recursive: true });
    folder = await mkdtemp(join(root, '.cache/reference-examples-'));
  });
  after(async () => {
    await hirewire.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('in curl are answered as their pages say', async (test) => {
    const examples = await reference.examplesIn('curl');
    assert.equal(examples.length, operations.length);
    for (const example of examples) {
      await test.test(example.operation, async () => {
        const file = join(folder, `${example.operation}.sh`);
        await writeFile(file, example.code);
        const { stdout } = await run('sh', [file], { maxBuffer: 64 * 1024 * 1024 });
        const answer = JSON.parse(stdout) as { status: string; data: object; error?: object };
        if (isMissing(example)) {
          assert.match(JSON.stringify(answer.error), /not implemented/i);
          return;
        }
        assert.equal(answer.status, 'success', stdout);
        assert.equal(typeof answer.data, 'object');
      });
    }
  });

  it('in TypeScript are sound, run, and print what came', async (test) => {
    const examples = await reference.examplesIn('TypeScript');
    assert.equal(examples.length, operations.length);
    const files = examples.map(({ operation }) => join(folder, `${operation}.mts`));
    for (const [index, { code }] of examples.entries()) {
      await writeFile(files[index] ?? '', code);
    }
    await test.test('all under strict types', () => checkTypes(folder));
    for (const [index, example] of examples.entries()) {
      await test.test(example.operation, async ({ mock }) => {
        const printed: unknown[] = [];
        mock.method(console, 'log', (value: unknown) => printed.push(value));
        const imported = import(pathToFileURL(files[index] ?? '').href);
        if (isMissing(example)) {
          await assert.rejects(imported, (error) => {
            assert.ok(error instanceof ApiError);
            assert.equal(error.status, 501);
            return true;
          });
          return;
        }
        await imported;
        assert.ok(printed.length > 0);
        for (const value of printed) assert.ok(typeof value === 'object' && value !== null);
      });
    }
  });
});

async function checkTypes(folder: string): Promise<void> {
  const options = {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    noEmit: true,
    types: ['node'],
  };
  const project = join(folder, 'tsconfig.json');
  await writeFile(project, JSON.stringify({ compilerOptions: options, include: ['*.mts'] }));
  await run(join(root, 'node_modules/.bin/tsc'), ['-p', project]).catch((error: unknown) => {
    assert.fail((error as { stdout?: string }).stdout ?? String(error));
  });
}
