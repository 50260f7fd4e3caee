/**
 * `npm run test:chaos`: processes that are killed for a minute under load, and machines whose cables
 * are pulled. Each process of the second test is in a network namespace of its own, which takes Linux
 * and root; elsewhere that test says why it is skipped. Where the program `ip` is missing it is
 * installed with apt-get.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const seconds = '60';
const files = ['tests/processes/chaos.test.ts', 'tests/machines/machines.test.ts'];

if (process.platform === 'linux' && process.getuid?.() === 0 && !isInstalled('ip')) installIp();
// One after the other: each needs the machine for itself.
const words = ['scripts/test.ts', '--test-concurrency=1', ...files];
const { status } = spawnSync(process.execPath, words, {
  cwd: fileURLToPath(new URL('../', import.meta.url)),
  stdio: 'inherit',
  env: { ...process.env, HIREWIRE_CHAOS_SECONDS: seconds },
});
process.exitCode = status ?? 1;

function isInstalled(program: string): boolean {
  return spawnSync(program, ['-V']).error === undefined;
}

function installIp(): void {
  console.log('Installing iproute2 with apt-get.');
  const steps = [
    ['apt-get', '-q', 'update'],
    ['apt-get', '-q', 'install', '-y', '--no-install-recommends', 'iproute2'],
  ];
  for (const [program = '', ...args] of steps) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const {
      status: code,
      error,
      stdout,
      stderr,
    } = spawnSync(program, args, {
      encoding: 'utf8',
      env,
    });
    // Without it the test is skipped, and says so.
    if (code !== 0) console.error('apt-get failed.', error?.message ?? `${stdout}${stderr}`);
  }
}
