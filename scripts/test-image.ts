/**
 * `npm run test:image`: carries out deploy/Dockerfile without Docker, starts what came out, and asks
 * real programs about the other files of `deploy`. Needs Debian with apt, and root: for namespaces,
 * and for programs that are missing. About two minutes; `.cache/image` keeps Debian's part of it.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
/** Programs, and Debian's packages that have them. */
const needed = {
  mmdebstrap: 'mmdebstrap',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
};

process.exitCode = main();

function main(): number {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    console.error('test:image needs Linux and root: it makes namespaces and mounts.');
    return 1;
  }
  const missing = Object.entries(needed).filter(([program]) => !isInstalled(program));
  if (missing.length > 0 && !install(missing.map(([, name]) => name))) return 1;
  const words = ['scripts/test.ts', '--test-concurrency=1', 'tests/image/*.test.ts'];
  return spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function isInstalled(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

function install(packages: readonly string[]): boolean {
  console.log(`Installing ${packages.join(', ')} with apt-get.`);
  // Another step of CI may be installing its own.
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  const steps = [
    ['update', ...options],
    ['install', ...options, '-y', '--no-install-recommends', ...packages],
  ];
  return steps.every((args) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { status, error, stdout, stderr } = spawnSync('apt-get', args, { encoding: 'utf8', env });
    if (status !== 0) console.error('apt-get failed.', error?.message ?? `${stdout}${stderr}`);
    return status === 0;
  });
}
