import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A fenced block of a page. */
export interface Block {
  /** File and line, as editors open them: `docs/quick-start.md:20`. */
  place: string;
  language: string;
  code: string;
  /** Why it is not run; null where it is. */
  noRun: string | null;
  /** What the answer of a call that is meant to fail has to hold; null where it must succeed. */
  fails: string | null;
  /** That it does something to its integration which others would not get over. */
  ownIntegration: boolean;
}

/** Of the reference, which has its own test. */
const leftOut = /^docs\/(reference|api)\//;

/** Every page that is written by hand. */
export function listPages(): string[] {
  const pages = [
    'README.md',
    'packages/sdk/README.md',
    ...globSync('docs/**/*.md', { cwd: root, exclude: ['**/.*'] }),
  ];
  return pages.filter((page) => !leftOut.test(page)).toSorted();
}

export function readBlocks(page: string): Block[] {
  return findBlocks(page, readFileSync(join(root, page), 'utf8'));
}

export function findBlocks(page: string, text: string): Block[] {
  const blocks: Block[] = [];
  let open: { indent: string; info: string; line: number; lines: string[] } | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const [, indent = '', info = ''] = /^(\s*)```(.*)$/.exec(line) ?? [];
    const isFence = line.trimStart().startsWith('```');
    if (open === null && isFence) {
      open = { indent, info, line: index + 1, lines: [] };
    } else if (open !== null && isFence) {
      blocks.push(toBlock(page, open));
      open = null;
    } else {
      open?.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
    }
  }
  if (open !== null) throw new Error(`The block of ${page}:${open.line} does not end.`);
  return blocks;
}

function toBlock(
  page: string,
  { info, line, lines }: { info: string; line: number; lines: readonly string[] },
): Block {
  return {
    place: `${page}:${line}`,
    language: /^\w*/.exec(info)?.[0] ?? '',
    code: `${lines.join('\n')}\n`,
    noRun: attributeOf(info, 'no-run'),
    fails: attributeOf(info, 'fails'),
    ownIntegration: /\sown-integration\b/.test(info),
  };
}

function attributeOf(info: string, name: string): string | null {
  return new RegExp(`\\s${name}="([^"]+)"`).exec(info)?.[1] ?? null;
}
