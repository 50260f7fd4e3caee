import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { checkDataDirectory, checkSecretKey } from '../doctor/check-files.ts';
import { checkDisk } from '../doctor/check-disk.ts';
import { checkNode, checkPlatform, checkUser } from '../doctor/check-machine.ts';
import { checkPort } from '../doctor/check-port.ts';
import { checkPostgres } from '../doctor/check-postgres.ts';
import type { Check, Checks, Finding } from '../doctor/finding.ts';
import type { Call } from '../io.ts';
import { printAnswer } from '../output/print-answer.ts';
import { settingsFor } from '../with-hirewire.ts';

/** In the order in which a start needs these things. */
const checks: readonly (Check | Checks)[] = [
  checkNode,
  checkUser,
  checkPlatform,
  checkDataDirectory,
  checkDisk,
  checkSecretKey,
  checkPostgres,
  checkPort,
];

export function addDoctor(program: Command, call: Call): void {
  defineCommand(program, {
    usage: 'doctor',
    changes: false,
    summary: 'check whether Hirewire can run here, and say how to fix what is wrong',
    examples: ['doctor', 'doctor --json'],
  }).action((options: SharedOptions) => examine(call, options));
}

async function examine(call: Call, options: SharedOptions): Promise<void> {
  const settings = settingsFor(call, options);
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...[await check(settings)].flat());
  const text = findings.map(renderFinding).join('\n');
  printAnswer(call, options, { answer: findings, text });
  if (findings.some(({ level }) => level === 'fail')) call.exitCode = 1;
}

function renderFinding({ level, subject, message }: Finding): string {
  return `${level.padEnd(4)}  ${subject.padEnd(16)}  ${message}`;
}
