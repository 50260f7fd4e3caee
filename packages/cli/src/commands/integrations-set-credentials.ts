import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { readCredentialsFile } from '../read-credentials-file.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  credentialsFile: string;
}

export function addIntegrationsSetCredentials(parent: Command): void {
  defineCommand(parent, {
    usage: 'set-credentials <id>',
    summary: 'replace the credentials, checked with the vendor; revives an INVALID integration',
    examples: [
      'integrations set-credentials ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --credentials-file ashby.json',
      'integrations set-credentials ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --credentials-file - < ashby.json',
    ],
  })
    .requiredOption('--credentials-file <file>', 'JSON file with the credentials; - for stdin')
    .action(setCredentials);
}

async function setCredentials(id: string, options: Options): Promise<void> {
  const credentials = await readCredentialsFile(options.credentialsFile, console.error);
  const { status, sync } = await withHirewire(options, async ({ database, engine }) => {
    await getIntegration(database, id);
    const queued = await engine.replaceCredentials(id, credentials);
    return { status: (await getIntegration(database, id)).status, sync: queued };
  });
  const next =
    sync === null
      ? 'It is disabled: nothing is synced until it is enabled.'
      : `The ${sync.type} sync ${sync.sync_id} is queued.`;
  const text = `The credentials of ${id} are replaced; it is ${status}. ${next}`;
  printAnswer(options, { id, status, sync }, text);
}
