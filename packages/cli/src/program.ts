import { readVersion } from '@hirewire/server';
import { Command } from 'commander';
import { watchCommands } from './audit.ts';
import { addAudit } from './commands/audit.ts';
import { addBackup } from './commands/backup.ts';
import { addConnectors } from './commands/connectors.ts';
import { addCustomFields } from './commands/custom-fields.ts';
import { addDatabase } from './commands/database.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addErasures } from './commands/erasures.ts';
import { addIntegrations } from './commands/integrations.ts';
import { addInteractions } from './commands/interactions.ts';
import { addIssues } from './commands/issues.ts';
import { addKeys } from './commands/keys.ts';
import { addMigrate } from './commands/migrate.ts';
import { addRestore } from './commands/restore.ts';
import { addSecrets } from './commands/secrets.ts';
import { addStart } from './commands/start.ts';
import { addWebhooks } from './commands/webhooks.ts';
import type { Call } from './io.ts';

/** The whole command line. Errors are thrown, not printed. */
export function createProgram(call: Call): Command {
  const program = new Command('hirewire')
    .description('Hirewire, the self-hosted unified API for applicant tracking systems.')
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void call.stdout.write(text),
      writeErr: (text) => void call.stderr.write(text),
      outputError: () => undefined,
    })
    .showSuggestionAfterError();
  watchCommands(program, call);
  for (const add of [
    addStart,
    addDemo,
    addMigrate,
    addBackup,
    addRestore,
    addDatabase,
    addIssues,
    addKeys,
    addSecrets,
    addIntegrations,
    addCustomFields,
    addInteractions,
    addErasures,
    addAudit,
    addWebhooks,
    addConnectors,
    addDoctor,
  ]) {
    add(program, call);
  }
  return program;
}
