import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withHirewire } from '../with-hirewire.ts';

type Direction = 'on' | 'off';

export function addIntegrationsSwitchOff(parent: Command): void {
  defineCommand(parent, {
    usage: 'switch-off <id> <names...>',
    summary: 'do without models, fields or actions, named as integration details name them',
    examples: [
      'integrations switch-off ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S ats_offers',
      'integrations switch-off ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S ats_candidates.social_media ats_create_application',
    ],
  }).action((id: string, names: string[], options: SharedOptions) =>
    switchParts('off', { id, names }, options),
  );
}

export function addIntegrationsSwitchOn(parent: Command): void {
  defineCommand(parent, {
    usage: 'switch-on <id> <names...>',
    summary: 'take back what was switched off',
    examples: ['integrations switch-on ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S ats_offers'],
  }).action((id: string, names: string[], options: SharedOptions) =>
    switchParts('on', { id, names }, options),
  );
}

async function switchParts(
  direction: Direction,
  { id, names }: { id: string; names: string[] },
  options: SharedOptions,
): Promise<void> {
  const off = await withHirewire(options, async ({ database, engine }) => {
    await getIntegration(database, id);
    return engine.changeScope(id, { [direction]: names });
  });
  const text =
    `Switched off in ${id}: ${off.join(', ') || 'nothing'}.\n` +
    'Its records follow with the next sync. To have it now:\n' +
    `  npm run hirewire -- integrations sync ${id} --wait`;
  printAnswer(options, { id, switched_off: off }, text);
}
