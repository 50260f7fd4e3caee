import { listConnectors } from './vendor-words.ts';
import type { Project, Rule, Violation } from '../project.ts';

const required = ['index.ts', 'client.ts', 'coverage.ts', 'remote-types.ts', 'README.md'];

/** The most lines that a part may have: a part that outgrows them does a second thing. */
const maxLines: readonly { part: RegExp; lines: number }[] = [
  { part: /^index\.ts$/, lines: 120 },
  { part: /^client\.ts$/, lines: 120 },
  { part: /^coverage\.ts$/, lines: 200 },
  { part: /^read\/[^/]+\.ts$/, lines: 200 },
  { part: /^write\/[^/]+\.ts$/, lines: 150 },
];

/** Gives every connector the same shape: who knows one finds their way in all of them. */
export const connectorFolders: Rule = {
  name: 'connector-folders',
  check: (project) => listConnectors(project).flatMap((tool) => checkFolder(project, tool)),
};

function checkFolder({ tree }: Project, tool: string): Violation[] {
  const folder = `packages/connectors/src/${tool}/`;
  const files = new Map(
    [...tree]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, text]) => [path.slice(folder.length), text]),
  );
  const missing = [...required, `${tool}.test.ts`]
    .filter((name) => !files.has(name))
    .map((name) => ({ path: folder + name, line: 1, message: 'is missing' }));
  const reads = [...files.keys()].some((name) => /^read(\/.*)?\.ts$/.test(name));
  if (!reads) missing.push({ path: `${folder}read`, line: 1, message: 'is missing' });
  return [...missing, ...[...files].flatMap(([name, text]) => checkLength(folder, name, text))];
}

function checkLength(folder: string, name: string, text: string): Violation[] {
  if (name.endsWith('.test.ts')) return [];
  const lines = text.split('\n').length - 1;
  return maxLines
    .filter((limit) => limit.part.test(name) && lines > limit.lines)
    .map((limit) => ({
      path: folder + name,
      line: limit.lines,
      message: `has ${lines} lines; ${limit.lines} are allowed`,
    }));
}
