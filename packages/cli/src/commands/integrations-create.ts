import { findOrCreateEnvironment } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { printAnswer } from '../output/print-answer.ts';
import { viewIntegration } from '../output/views.ts';
import { readCredentialsFile } from '../read-credentials-file.ts';
import { readSetting } from '../read-setting.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  tool: string;
  credentialsFile: string;
  environment: string;
  organization: string;
  endUserEmail?: string;
  originId?: string;
  remoteBaseUrl?: string;
  setting: Record<string, unknown>;
  remoteData?: boolean;
}

export function addIntegrationsCreate(parent: Command): void {
  defineCommand(parent, {
    usage: 'create',
    summary: "connect a customer's ATS: checks the credentials and queues the first sync",
    examples: [
      'integrations create --tool ashby --credentials-file ashby.json --organization "Acme"',
      'integrations create --tool ashby --credentials-file - --json < ashby.json',
    ],
  })
    .requiredOption('--tool <tool>', 'which ATS, such as ashby')
    .requiredOption('--credentials-file <file>', 'JSON file with the credentials; - for stdin')
    .option('--environment <name>', 'which API keys may use it; made when new', 'default')
    .option('--organization <name>', "the customer's name", 'Unnamed organization')
    .option('--end-user-email <address>', 'who connects it')
    .option('--origin-id <id>', "your product's own id of the customer")
    .option(
      '--remote-base-url <url>',
      'another host in place of the vendor; needs HIREWIRE_ALLOW_REMOTE_BASE_URL=1',
    )
    .option(
      '--setting <name=value>',
      "one of the connector's settings (see its README), or requests_per_second; repeatable",
      readSetting,
      {},
    )
    .option('--remote-data', "keep the vendor's raw objects and serve them as remote_data")
    .action(createIntegration);
}

async function createIntegration(options: Options): Promise<void> {
  const credentials = await readCredentialsFile(options.credentialsFile, console.error);
  const integration = await withHirewire(options, async ({ database, engine }) => {
    const environment = await findOrCreateEnvironment(database, { name: options.environment });
    return engine.createIntegration({
      environmentId: environment.id,
      tool: options.tool,
      credentials,
      endUser: {
        organizationName: options.organization,
        creatorEmail: options.endUserEmail ?? null,
        originId: options.originId ?? null,
      },
      remoteBaseUrl: options.remoteBaseUrl ?? null,
      settings: options.setting,
      isRemoteDataEnabled: options.remoteData ?? false,
    });
  });
  const { missingPermissions } = integration;
  const missing = missingPermissions.map((permission) => `\nThe credentials lack: ${permission}`);
  printAnswer(
    options,
    { ...viewIntegration(integration), missing_permissions: missingPermissions },
    `Created ${integration.id}.${missing.join('')}\n` +
      'Its first sync is queued: a running server does it now, or at its next start. To follow:\n' +
      `  npm run hirewire -- integrations sync ${integration.id} --wait`,
  );
}
