import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { Client } from 'pg';
import { type Block, findBlocks, listPages, readBlocks, root } from './guide-blocks.ts';
import {
  type GuideInstallation,
  openGuideInstallation,
  webhookSecret,
} from './guide-installation.ts';
import { type GuideShell, openGuideShell } from './shell-blocks.ts';
import { checkTypes, runExamples, writeExamples } from './typescript-blocks.ts';

/** Blocks that are not run, each with its reason. May fall, and never rise. */
const maxNotRun = 5;

const pages = listPages();
const blocks = pages.flatMap(readBlocks);
const shell = ['sh', 'bash'];
const runnable = (...languages: string[]): Block[] =>
  blocks.filter(({ language, noRun }) => noRun === null && languages.includes(language));

describe('the pages', () => {
  it('are there, and most of what they show is run', () => {
    assert.ok(pages.length > 20, `${pages.length} pages`);
    for (const [language, least] of [
      ['ts', 25],
      ['sh', 40],
      ['python', 15],
    ] as const)
      assert.ok(runnable(language).length >= least, `${runnable(language).length} in ${language}`);
    const notRun = blocks.filter(({ noRun }) => noRun !== null);
    assert.ok(
      notRun.length <= maxNotRun,
      `${notRun.length} blocks are not run; the limit is ${maxNotRun}:\n${notRun.map(({ place, noRun }) => `${place}: ${noRun}`).join('\n')}`,
    );
  });

  it('show nothing in a language that no test knows', () => {
    const known = new Set(['ts', ...shell, 'python', 'sql', 'json', 'yaml', 'text']);
    assert.deepEqual(
      blocks.filter(({ language }) => !known.has(language)).map(({ place }) => place),
      [],
    );
  });

  it('show valid JSON', () => {
    for (const { code, place } of runnable('json')) {
      assert.doesNotThrow(() => JSON.parse(code) as unknown, place);
    }
  });

  it('show valid YAML', () => {
    for (const { code, place } of runnable('yaml')) {
      assert.doesNotThrow(() => parse(code), place);
    }
  });

  it('link to what there is', () => {
    const broken = pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => !leadsSomewhere(page, link))
        .map((link) => `${page}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });
});

describe('what a page shows works', { concurrency: 2 }, () => {
  let installation: GuideInstallation;
  let guideShell: GuideShell;
  const folder = mkdtempSync(join(tmpdir(), 'hirewire guides-'));

  before(async () => {
    installation = await openGuideInstallation();
    guideShell = openGuideShell(installation, folder);
  });
  after(async () => {
    await installation.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('in TypeScript, types included', async () => {
    const filled = [];
    for (const block of runnable('ts')) {
      filled.push({ place: block.place, code: await installation.fill(block) });
    }
    const fill = (code: string) =>
      installation.fill({ ...blocks[0]!, code, ownIntegration: false });
    const files = writeExamples(filled, [
      await fill('http://127.0.0.1:4000/v1'),
      await fill('hw_…'),
      await fill('ashby:…'),
    ]);
    assert.equal(await checkTypes(), '');
    const results = await runExamples([...files.values()], { cwd: folder, webhookSecret });
    assert.equal(results.length, files.size);
    const failed = results.filter(({ error }) => error !== null);
    assert.deepEqual(failed, []);
  });

  it('in SQL', async () => {
    const client = new Client({ connectionString: installation.environment.DATABASE_URL });
    await client.connect();
    for (const block of runnable('sql')) {
      // Nothing stays: roles belong to all databases of a server.
      await client.query('begin');
      const work = client.query(await installation.fill(block));
      await work.catch((error: unknown) => assert.fail(`${block.place}: ${String(error)}`));
      await client.query('rollback');
    }
    await client.end();
  });

  for (const page of pages) {
    const ofPage = runnable(...shell).filter(({ place }) => place.startsWith(`${page}:`));
    if (ofPage.length === 0) continue;
    it(`on the command line, in ${page}`, async () => {
      for (const block of ofPage) {
        const { code, output } = await guideShell.run(await installation.fill(block));
        if (block.fails === null) {
          assert.equal(code, 0, `${block.place} ended with ${code}: ${output}`);
        } else {
          assert.notEqual(code, 0, `${block.place} did not fail: ${output}`);
          assert.ok(output.includes(block.fails), `${block.place}: ${output}`);
        }
      }
    });
  }
});

describe('blocks', () => {
  it('are found with their place, indented or not, and with what is said about them', () => {
    const text =
      'a\n```ts no-run="a shape" [TypeScript]\nb\n```\n- c\n  ```sh fails="X"\n  d\n    e\n  ```\n';
    const ts = { place: 'p.md:2', language: 'ts', code: 'b\n', noRun: 'a shape', fails: null };
    const sh = { place: 'p.md:6', language: 'sh', code: 'd\n  e\n', noRun: null, fails: 'X' };
    const expected = [ts, sh].map((block) => ({ ...block, ownIntegration: false }));
    assert.deepEqual(findBlocks('p.md', text), expected);
    assert.throws(() => findBlocks('p.md', '```ts\n'), /p\.md:1 does not end/);
  });
});

/** The relative links of a page, outside of its blocks. */
function linksOf(page: string): string[] {
  const prose = readFileSync(join(root, page), 'utf8').replaceAll(/^\s*```[^]*?^\s*```$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** To a file, and where the link says so to a heading in it. */
function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

/** Those of headings that GitHub and VitePress agree on: pages are read in both. */
function anchorsOf(page: string): string[] {
  const headings = readFileSync(join(root, page), 'utf8').matchAll(/^#+ (.*)$/gm);
  return [...headings].flatMap(([, heading = '']) => {
    const words = heading.replaceAll('`', '').toLowerCase();
    const onGitHub = words.replaceAll(/[^\w\s-]/g, '').replaceAll(/\s/g, '-');
    const onSite = words.replaceAll(/[^\w]+/g, '-').replaceAll(/^-|-$/g, '');
    return onGitHub === onSite && /^\D/.test(onSite) ? [onSite] : [];
  });
}
