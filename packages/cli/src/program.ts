import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCustomFieldsCreate } from './commands/custom-fields-create.ts';
import { addCustomFieldsDelete } from './commands/custom-fields-delete.ts';
import { addCustomFieldsList } from './commands/custom-fields-list.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addIntegrationsCreate } from './commands/integrations-create.ts';
import { addIntegrationsDelete } from './commands/integrations-delete.ts';
import { addIntegrationsList } from './commands/integrations-list.ts';
import { addIntegrationsRegisterWebhooks } from './commands/integrations-register-webhooks.ts';
import { addIntegrationsSet } from './commands/integrations-set.ts';
import { addIntegrationsSetCredentials } from './commands/integrations-set-credentials.ts';
import { addIntegrationsShow } from './commands/integrations-show.ts';
import {
  addIntegrationsSwitchOff,
  addIntegrationsSwitchOn,
} from './commands/integrations-switch.ts';
import { addIntegrationsSync } from './commands/integrations-sync.ts';
import { addIntegrationsUnregisterWebhooks } from './commands/integrations-unregister-webhooks.ts';
import { addInteractionsList } from './commands/interactions-list.ts';
import { addInteractionsShow } from './commands/interactions-show.ts';
import { addKeysCreate } from './commands/keys-create.ts';
import { addKeysList } from './commands/keys-list.ts';
import { addKeysRevoke } from './commands/keys-revoke.ts';
import { addMigrate } from './commands/migrate.ts';
import { addStart } from './commands/start.ts';
import { addWebhooksCreate } from './commands/webhooks-create.ts';
import { addWebhooksDelete } from './commands/webhooks-delete.ts';
import { addWebhooksDeliveries } from './commands/webhooks-deliveries.ts';
import { addWebhooksList } from './commands/webhooks-list.ts';
import { addWebhooksReplay } from './commands/webhooks-replay.ts';
import { addWebhooksRotateSecret } from './commands/webhooks-rotate-secret.ts';
import { addWebhooksSet } from './commands/webhooks-set.ts';

/** The whole command line. Errors are thrown, not printed. */
export function createProgram(): Command {
  const program = new Command('hirewire')
    .description('Hirewire, the unified API for applicant tracking systems that you host yourself.')
    .version(readVersion())
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .showSuggestionAfterError();
  addStart(program);
  addDemo(program);
  addMigrate(program);
  const keys = program.command('keys').description('API keys of your own programs');
  addKeysCreate(keys);
  addKeysList(keys);
  addKeysRevoke(keys);
  const integrations = program.command('integrations').description("your customers' ATSs");
  addIntegrationsCreate(integrations);
  addIntegrationsList(integrations);
  addIntegrationsShow(integrations);
  addIntegrationsSet(integrations);
  addIntegrationsSwitchOff(integrations);
  addIntegrationsSwitchOn(integrations);
  addIntegrationsSetCredentials(integrations);
  addIntegrationsSync(integrations);
  addIntegrationsRegisterWebhooks(integrations);
  addIntegrationsUnregisterWebhooks(integrations);
  addIntegrationsDelete(integrations);
  const customFields = program
    .command('custom-fields')
    .description('your own fields, the same in all tools');
  addCustomFieldsCreate(customFields);
  addCustomFieldsList(customFields);
  addCustomFieldsDelete(customFields);
  const interactions = program.command('interactions').description('what live actions did');
  addInteractionsList(interactions);
  addInteractionsShow(interactions);
  const webhooks = program.command('webhooks').description('where events are sent');
  addWebhooksCreate(webhooks);
  addWebhooksList(webhooks);
  addWebhooksSet(webhooks);
  addWebhooksDelete(webhooks);
  addWebhooksRotateSecret(webhooks);
  addWebhooksDeliveries(webhooks);
  addWebhooksReplay(webhooks);
  addDoctor(program);
  return program;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return (manifest as { version: string }).version;
}
