import { isId } from '@hirewire/contract';
import { findCreated } from '@hirewire/server';
import type { Database } from '@hirewire/store';
import { endAuditEvent, findPlace, insertAuditEvent } from '@hirewire/store';
import type { Command } from 'commander';
import type { AuditedCommand, Call } from './io.ts';
import { requesterOfCommand } from './requester.ts';

const changing = new WeakSet<Command>();

/** From now on, calls of the command are in the audit log. */
export function markChanging(command: Command): void {
  changing.add(command);
}

export function isChanging(command: Command): boolean {
  return changing.has(command);
}

/** Lets `audited` know which command runs, and sees to it that no command forgets it. */
export function watchCommands(program: Command, call: Call): void {
  program.hook('preAction', (_, command) => {
    call.toAudit = isChanging(command) ? describe(command) : null;
  });
  program.hook('postAction', () => {
    if (call.toAudit === null) return;
    throw new Error(`A fault of Hirewire: ${call.toAudit.words} is not in the audit log.`);
  });
}

/**
 * Does the work of a command. If it changes something, it is noted in the audit log before, so that
 * nothing is done that could not be noted, and again when it has ended. Once for each call.
 */
export async function audited<Result>(
  call: Call,
  database: Database,
  work: () => Promise<Result>,
): Promise<Result> {
  const { toAudit } = call;
  if (toAudit === null) return work();
  const { words, names, targetIds, environmentName: name, isDryRun } = toAudit;
  const sought = { names, ids: Object.values(targetIds), environmentName: name };
  const id = await insertAuditEvent(database, {
    ...(await findPlace(database, sought)),
    actor: requesterOfCommand(),
    operation: words,
    targetIds,
    isDryRun,
    outcome: null,
  });
  call.toAudit = null;
  try {
    const result = await work();
    const created = words.endsWith(' create') ? findCreated(result) : null;
    // It may have made the environment.
    const { environmentId } = await findPlace(database, sought);
    await endAuditEvent(database, { id, outcome: 'SUCCEEDED', environmentId, ...created });
    return result;
  } catch (error) {
    await endAuditEvent(database, { id, outcome: 'FAILED' });
    throw error;
  }
}

/** Ids of integrations, also older ones, and no addresses. */
const integrationPattern = /^[a-z0-9_-]+:[^@\s]+$/;

/** What the words and options of a command name, as far as they are ids. */
function describe(command: Command): AuditedCommand {
  const options = command.opts<Record<string, unknown>>();
  const group = command.parent?.parent ? command.parent.name() : command.name();
  const words = command.args.map((word): [string, unknown] => [`${singular(group)}_id`, word]);
  const named = [
    ...words,
    ...Object.entries(options).map(([name, value]): [string, unknown] => [`${name}_id`, value]),
  ];
  const texts = named.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const { environment, dryRun } = options;
  return {
    words: group === command.name() ? group : `${group} ${command.name()}`,
    names: texts.flatMap(([, text]) => (integrationPattern.test(text) ? [text] : [])),
    targetIds: Object.fromEntries(texts.filter(([, text]) => isId(text))),
    environmentName: typeof environment === 'string' ? environment : null,
    isDryRun: dryRun === true,
  };
}

/** `custom-fields` as the API names one: `custom_field`. */
function singular(group: string): string {
  return group.replace(/s$/, '').replaceAll('-', '_');
}
