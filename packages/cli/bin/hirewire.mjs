#!/usr/bin/env node
// `npx hirewire`. The command line needs Node.js 24. This file runs on the machine's own Node.js (20 or
// newer); if that is older, it starts the command line with the one of the npm package `node`, which
// `npm ci` installs in a clone.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const minMajor = 24;
const source = new URL('../src/main.ts', import.meta.url);
const isClone = existsSync(source);
// The npm package has JavaScript: Node.js strips no types below node_modules.
const main = isClone ? source : new URL('../src/main.js', import.meta.url);
const howToGetNode = isClone
  ? 'Run `npm ci` in the folder of Hirewire, which installs it.'
  : `Update Node.js, or install one beside Hirewire: npm install node@${minMajor}`;

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
        `${howToGetNode}\n`,
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
    process.stderr.write(`Cannot start ${node}: ${error.message}. ${howToGetNode}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGKILL' ? 137 : 1);
  });
}
