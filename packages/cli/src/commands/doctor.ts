import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { checks } from '../doctor/checks.ts';
import type { Finding } from '../doctor/finding.ts';
import { printAnswer } from '../output/print-answer.ts';
import { settingsFor } from '../with-hirewire.ts';

export function addDoctor(parent: Command): void {
  defineCommand(parent, {
    usage: 'doctor',
    summary: 'check whether Hirewire can run here, and say what to do where it cannot',
    examples: ['doctor', 'doctor --json'],
  }).action(examine);
}

async function examine(options: SharedOptions): Promise<void> {
  const settings = settingsFor(options);
  const findings: Finding[] = [];
  for (const check of checks) findings.push(await check(settings));
  printAnswer(options, findings, findings.map(renderFinding).join('\n'));
  if (findings.some(({ level }) => level === 'fail')) process.exitCode = 1;
}

function renderFinding({ level, subject, message }: Finding): string {
  return `${level.padEnd(4)}  ${subject.padEnd(15)}  ${message}`;
}
