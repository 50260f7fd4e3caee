import { posix } from 'node:path';
import type { Project, Rule } from '../project.ts';

/** Forbids import cycles, of types too: files that need each other are one file in two parts. */
export const noCycles: Rule = {
  name: 'no-cycles',
  check(project) {
    const graph = toGraph(project);
    const finished = new Set<string>();
    return [...graph.keys()].flatMap((start) => {
      const cycle = findCycle(graph, [start], finished);
      return cycle === null
        ? []
        : [{ path: cycle[0] ?? start, line: 1, message: cycle.join(' → ') }];
    });
  },
};

type Graph = ReadonlyMap<string, readonly string[]>;

function toGraph(project: Project): Graph {
  return new Map(
    project.modules.map(({ path, imports }) => [
      path,
      imports.flatMap(({ specifier }) => resolve(project, path, specifier) ?? []),
    ]),
  );
}

function resolve(project: Project, path: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  const [, folder, rest] = /^@hirewire\/([^/]+)(\/.*)?$/.exec(specifier) ?? [];
  const file = project.manifests.get(folder ?? '')?.exports?.[`.${rest ?? ''}`];
  // What is built for publishing has conditions; its source imports no package of ours.
  return typeof file === 'string' ? posix.join('packages', folder ?? '', file) : null;
}

/** Depth first; no file is entered twice, so that a cycle is reported once. */
function findCycle(graph: Graph, trail: string[], finished: Set<string>): string[] | null {
  const here = trail.at(-1) ?? '';
  if (finished.has(here)) return null;
  finished.add(here);
  for (const next of graph.get(here) ?? []) {
    const index = trail.indexOf(next);
    const cycle =
      index >= 0 ? [...trail.slice(index), next] : findCycle(graph, [...trail, next], finished);
    if (cycle !== null) return cycle;
  }
  return null;
}
