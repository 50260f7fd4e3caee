import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from './guide-blocks.ts';
import { type GuideInstallation, pdf } from './guide-installation.ts';

/** A shell in which the commands of the pages work as written, in a folder with their files. */
export interface GuideShell {
  folder: string;
  run(code: string): Promise<{ code: number | null; output: string }>;
}

const timeoutMs = 300_000;

// A failed call must show: curl itself takes any answer for a success.
const prelude = `
set -euo pipefail
curl() { command curl --silent --show-error --fail-with-body --max-time 60 "$@"; }
`;

/** In the place of npm, which is not what is tested: `npm start` runs until it listens. */
const npm = `#!/usr/bin/env bash
set -euo pipefail
[ "$1" = start ] || exit 64
shift
[ "\${1:-}" = -- ] && shift
said=$(mktemp)
"$NODE" "$HIREWIRE_MAIN" start "$@" > "$said" & server=$!
until grep -Eq 'is (listening|running)' "$said"; do kill -0 "$server" && sleep 0.1; done
kill -INT "$server"
wait "$server"
cat "$said"
`;

/** The command line itself, with the simulated Ashby where a real one would be asked. */
const npx = `#!/usr/bin/env bash
set -euo pipefail
[ "$1" = hirewire ] || exit 64
shift
[ "\${1:-} \${2:-}" = 'integrations create' ] && set -- "$@" --remote-base-url "$SIMULATOR"
exec "$NODE" "$HIREWIRE_MAIN" "$@"
`;

export function openGuideShell(installation: GuideInstallation, folder: string): GuideShell {
  const { simulator } = installation;
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  for (const [name, program] of Object.entries({ npm, npx })) {
    writeFileSync(join(programs, name), program);
    chmodSync(join(programs, name), 0o755);
  }
  writeFileSync(join(folder, 'cv.pdf'), pdf);
  const credentials = join(folder, 'credentials.json');
  writeFileSync(credentials, JSON.stringify(simulator.credentials), { mode: 0o600 });
  const environment = {
    ...installation.environment,
    PATH: [programs, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    NODE: process.execPath,
    NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
    HIREWIRE_MAIN: join(root, 'packages/cli/src/main.ts'),
    HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
    SIMULATOR: simulator.url,
    PORT: '0',
  };
  return {
    folder,
    async run(code) {
      const shell = spawn('bash', ['-c', prelude + code], {
        cwd: folder,
        env: environment,
        timeout: timeoutMs,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [stdout, stderr, [exitCode]] = await Promise.all([
        text(shell.stdout),
        text(shell.stderr),
        once(shell, 'close'),
      ]);
      return { code: exitCode as number | null, output: stdout + stderr };
    },
  };
}
