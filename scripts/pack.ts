/**
 * `npm run pack`: writes the server as one npm package into `dist/hirewire`, and packs that into
 * `dist/hirewire-<version>.tgz`. Its folders are those of this repository, with JavaScript in place
 * of TypeScript. `--folder <path>` writes somewhere else.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { collectDeclarations } from './collect-declarations.ts';
import { collectProductFiles, readManifest, toJavaScriptName } from './product-files.ts';
import { writeThirdPartyNotice } from './third-party-notice.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const { values } = parseArgs({ options: { folder: { type: 'string' } } });
const parent = path.resolve(values.folder ?? path.join(root, 'dist'));
const target = path.join(parent, 'hirewire');

/** What connectors outside of this repository import, with its types. */
const kit = [
  'packages/connector-kit/src/index.ts',
  'packages/connector-kit/src/conformance/index.ts',
];
const entries = ['packages/cli/src/main.ts', ...kit];
/** What the product reads beside its modules. */
const assets = [
  'packages/cli/bin',
  'packages/connectors/template',
  'packages/site/dist',
  'packages/store/src/migrations',
  'LICENSE',
  'CHANGELOG.md',
  'README.md',
  'tsconfig.json',
];
/** Packages whose dependencies only build what the product sends: its pages. */
const builtBeforehand = new Set(['site']);

if (!existsSync(path.join(root, 'packages/site/dist/index.html'))) {
  throw new Error('The documentation is not built. Run `npm run build` first.');
}
rmSync(target, { recursive: true, force: true });
const { modules, dependencies: imported } = collectProductFiles(root, entries);
for (const [file, text] of modules) write(file, text);
for (const [file, text] of collectDeclarations(root, kit)) write(file, text);
for (const asset of assets) {
  cpSync(path.join(root, asset), path.join(target, asset), { recursive: true });
}
chmodSync(path.join(target, 'packages/cli/bin/hirewire.mjs'), 0o755);
writeManifests();
write('THIRD_PARTY_LICENSES.md', writeThirdPartyNotice(root));
const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', parent], {
  cwd: target,
  encoding: 'utf8',
});
const [{ filename, size, unpackedSize }] = JSON.parse(packed) as [
  { filename: string; size: number; unpackedSize: number },
];
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
process.stdout.write(
  `${path.join(parent, filename)}: ${megabytes(size)}, unpacked ${megabytes(unpackedSize)}\n`,
);

function writeManifests(): void {
  const folders = new Set([...modules.keys()].map((file) => file.split('/')[1] ?? ''));
  const cli = readManifest(root, 'packages/cli');
  const { description, license } = readManifest(root, '.');
  const manifest = {
    name: 'hirewire',
    version: cli.version,
    description,
    keywords: ['applicant-tracking', 'ats', 'recruiting', 'self-hosted', 'unified-api'],
    license,
    type: 'module',
    bin: { hirewire: 'packages/cli/bin/hirewire.mjs' },
    // A server, not a library. Connectors link to the kit, which has a manifest of its own.
    exports: { './package.json': './package.json' },
    dependencies: findDependencies([...folders].toSorted()),
    engines: { node: '>=24' },
  };
  write('package.json', toText(manifest));
  for (const folder of folders) {
    const {
      name,
      version,
      license: ownLicense,
      type,
      ...more
    } = readManifest(root, `packages/${folder}`);
    const { exports = {}, dependencies = {} } = more;
    const offered = Object.entries(exports)
      .map(([key, file]) => [key, toJavaScriptName(file)] as const)
      .filter(([, file]) => modules.has(path.posix.join('packages', folder, file)));
    const { zod } = dependencies;
    write(
      `packages/${folder}/package.json`,
      toText({
        name,
        version,
        private: true,
        license: ownLicense,
        type,
        exports: Object.fromEntries(offered),
        // `hirewire connectors new` asks for the same one.
        ...(zod !== undefined && { dependencies: { zod } }),
      }),
    );
  }
}

/** What the packages ask npm for, in the versions that the tests ran with. */
function findDependencies(folders: readonly string[]): Record<string, string> {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const found = new Map<string, string>();
  for (const folder of folders.filter((name) => !builtBeforehand.has(name))) {
    const asked = Object.keys(readManifest(root, `packages/${folder}`).dependencies ?? {});
    for (const name of asked.filter((one) => !one.startsWith('@hirewire/'))) {
      const entry =
        lock.packages[`packages/${folder}/node_modules/${name}`] ??
        lock.packages[`node_modules/${name}`];
      if (entry === undefined) throw new Error(`package-lock.json does not have ${name}`);
      const other = found.get(name) ?? entry.version;
      if (other !== entry.version) {
        throw new Error(`${folder} has ${name} ${entry.version}, another package ${other}`);
      }
      found.set(name, entry.version);
    }
  }
  const missing = [...imported.keys()].filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`No package.json names ${missing.join(', ')}`);
  return Object.fromEntries([...found].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function write(file: string, text: string): void {
  const whole = path.join(target, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, text);
}
