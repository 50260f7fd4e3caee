import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { readSetting } from '../read-setting.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  setting: Record<string, unknown>;
}

export function addIntegrationsSet(parent: Command): void {
  defineCommand(parent, {
    usage: 'set <id>',
    summary: 'change settings of an integration',
    examples: [
      'integrations set ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --setting sync_only_created_applications=true',
      'integrations set ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --setting requests_per_second=null',
    ],
  })
    .requiredOption(
      '--setting <name=value>',
      'a setting of the connector (see its README) or of all; `null` takes it back; repeatable',
      readSetting,
      {},
    )
    .action(set);
}

async function set(id: string, options: Options): Promise<void> {
  const settings = await withHirewire(options, async ({ database, engine }) => {
    await getIntegration(database, id);
    await engine.changeSettings(id, options.setting);
    return (await getIntegration(database, id)).settings;
  });
  const text = `The settings of ${id} are now: ${JSON.stringify(settings)}`;
  printAnswer(options, { id, settings }, text);
}
