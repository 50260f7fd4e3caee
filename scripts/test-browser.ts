/**
 * `npm run test:browser`: the documentation, as the server sends it, in a real Chromium. Where none
 * is installed it needs Debian or Ubuntu, and root or a password-less sudo. Another one can be named
 * in the variable HIREWIRE_CHROMIUM.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
process.exitCode = main();

function main(): number {
  const chromium = process.env['HIREWIRE_CHROMIUM'] ?? findChromium() ?? installChromium();
  if (chromium === null) return 1;
  const { status } = spawnSync(process.execPath, ['scripts/test.ts', 'tests/browser/*.test.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, HIREWIRE_CHROMIUM: chromium },
  });
  return status ?? 1;
}

function findChromium(): string | null {
  const found = ['chromium', 'chromium-browser', 'google-chrome'].map((name) =>
    spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim(),
  );
  return found.find((path) => path !== '') ?? null;
}

/** As Debian's own package, which brings the libraries that it needs. */
function installChromium(): string | null {
  console.log('Installing Chromium with apt-get (about 100 MB).');
  const steps = [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', 'chromium'],
  ];
  for (const step of steps) {
    const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...step];
    const [program = '', ...args] = process.getuid?.() === 0 ? apt : ['sudo', '-n', ...apt];
    const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status === 0) continue;
    console.error('apt-get failed.', error?.message ?? `${stdout}${stderr}`);
    console.error('Install Chromium, or name one in HIREWIRE_CHROMIUM.');
    return null;
  }
  return findChromium();
}
