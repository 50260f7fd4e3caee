#!/usr/bin/env node
// `npx hirewire`. The command line needs Node.js 24, which `npm ci` installs as the package `node`;
// this file runs on the machine's own Node.js (20 or newer) and starts the command line with that.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const minMajor = 24;
const main = new URL('../src/main.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= minMajor) await import(main.href);
else startWith(findNode());

/** @returns {string} the path of the installed Node.js 24 */
function findNode() {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve('node/package.json');
    return join(dirname(manifest), require(manifest).bin.node);
  } catch {
    process.stderr.write(
      `Hirewire needs Node.js ${minMajor}, and this is ${process.versions.node}. ` +
        'Run `npm ci` in the folder of Hirewire, which installs it.\n',
    );
    process.exit(1);
  }
}

/** @param {string} node */
function startWith(node) {
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Both processes get a Ctrl-C of the terminal; other signals reach only this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`Cannot start ${node}: ${error.message}. Run \`npm ci\` again.\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGKILL' ? 137 : 1);
  });
}
