import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { connectors } from '@hirewire/connectors';
import { loadConnectors } from './load-connectors.ts';
import { SettingsError } from './settings.ts';

/** A connector that does not come with Hirewire. */
const sample = fileURLToPath(new URL('../../connectors/template', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hirewire-connectors-'));
after(() => rmSync(folder, { recursive: true }));

const toolsOf = async (paths: readonly string[]): Promise<string[]> =>
  (await loadConnectors(paths)).map(({ tool }) => tool.id);
const ours = connectors.map(({ tool }) => tool.id);

/** A module whose text is `text`, or a folder with nothing in it. */
function writeModule(name: string, text: string | null): string {
  const path = join(folder, name);
  if (text === null) mkdirSync(path);
  else writeFileSync(path, text);
  return path;
}

describe('the connectors of an installation', () => {
  it('are those that come with it', async () => {
    assert.deepEqual(await toolsOf([]), ours);
  });

  it('are also those of the folders and files that its owner names', async () => {
    assert.deepEqual(await toolsOf([sample]), [...ours, 'sample']);
    assert.deepEqual(await toolsOf([join(sample, 'index.ts')]), [...ours, 'sample']);
  });

  const ofAnotherVersion = `import { sample } from '${pathToFileURL(join(sample, 'index.ts')).href}';
    export const other = { ...sample, specificationVersion: 2 };`;

  for (const [name, text, reason] of [
    ['nothing.mjs', null, /has none of index\.ts, index\.js, index\.mjs/],
    ['none.mjs', 'export const a = 1;', /none\.mjs exports no connector/],
    ['broken.mjs', 'throw new Error("It is broken.");', /It is broken\./],
    ['wrong.mjs', ofAnotherVersion, /'sample' is wrong: specificationVersion 2 is not 1/],
  ] as const) {
    it(`cannot be those of ${name}, which the error names with the reason`, async () => {
      const path = writeModule(name, text);
      await assert.rejects(loadConnectors([path]), (error) => {
        assert.ok(error instanceof SettingsError);
        assert.ok(error.message.startsWith(`HIREWIRE_CONNECTORS names ${path}, which cannot`));
        assert.match(error.message, reason);
        return true;
      });
    });
  }

  it('cannot be those of a path that leads nowhere', async () => {
    await assert.rejects(loadConnectors(['/nowhere/acme']), /no such file or folder/);
  });

  it('cannot be two for one tool', async () => {
    await assert.rejects(loadConnectors([sample, sample]), /already a connector for 'sample'/);
  });
});
