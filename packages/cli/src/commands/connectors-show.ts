import { loadConnectors, viewTool } from '@hirewire/server';
import { connectorsBySlug } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import type { Command } from 'commander';
import { commandName, defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { UsageError } from '../errors.ts';
import type { Call } from '../io.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { settingsFor } from '../with-hirewire.ts';

type Tool = ReturnType<typeof viewTool>;

export function addListAndShow(connectors: Command, call: Call): void {
  defineCommand(connectors, {
    usage: 'list',
    changes: false,
    summary: 'list the ATSs that can be connected',
    examples: ['connectors list', 'connectors list --json'],
  }).action((options: SharedOptions) => list(call, options));
  defineCommand(connectors, {
    usage: 'show <tool>',
    changes: false,
    summary: 'show what connects an ATS: credentials, settings, webhooks, permissions',
    examples: ['connectors show ashby', 'connectors show ashby --json'],
  }).action((tool: string, options: SharedOptions) => show(call, tool, options));
}

/** Those of this installation, whose database is not asked. */
function load(call: Call, options: SharedOptions): Promise<readonly Connector[]> {
  return loadConnectors(settingsFor(call, options).connectors);
}

async function list(call: Call, options: SharedOptions): Promise<void> {
  const tools = (await load(call, options)).map(viewTool);
  const answer = tools.map(({ id, label, webhooks }) => ({ id, label, webhooks }));
  const text = renderTable(
    ['tool', 'name', 'reads', 'actions', 'webhooks'],
    tools.map(({ id, label, webhooks, coverage }) => [
      id,
      label,
      `${supportedIn(coverage.read_models).length} models`,
      supportedIn(coverage.write_actions).length,
      webhooks.toLowerCase().replace('_', ' '),
    ]),
  );
  printAnswer(call, options, { answer, text });
}

async function show(call: Call, id: string, options: SharedOptions): Promise<void> {
  const connector = connectorsBySlug(await load(call, options)).get(id);
  if (connector === undefined) {
    throw new UsageError(`There is no connector ${id}. List them: ${commandName} connectors list`);
  }
  const tool = viewTool(connector);
  printAnswer(call, options, { answer: tool, text: renderTool(tool) });
}

function renderTool(tool: Tool): string {
  const { coverage, webhooks } = tool;
  const facts = renderTable(
    [tool.label, ''],
    [
      ['  slugs', [tool.id, ...tool.aliases].join(', ')],
      ['  guide', tool.connection_guide_url ?? 'none'],
      ['  reads', supportedIn(coverage.read_models).join(', ')],
      ['  actions', supportedIn(coverage.write_actions).join(', ') || 'none'],
      ['  webhooks', webhooks.toLowerCase().replace('_', ' ')],
      ['  passthrough', tool.passthrough_apis.join(', ') || 'none'],
    ],
  );
  const credentials = renderTable(
    ['credential', 'needed', 'where it is'],
    tool.credentials.map((field) => [
      field.name,
      field.is_required ? 'yes' : 'no',
      renderHelp(field.help, field.choices),
    ]),
  );
  const settings = renderTable(
    ['setting', 'type', 'default', 'what it changes'],
    tool.settings.map((setting) => [
      setting.name,
      setting.type,
      setting.default === null ? '' : JSON.stringify(setting.default),
      renderHelp(setting.description, setting.choices),
    ]),
  );
  return [facts, credentials, settings, renderPermissions(tool)].join('\n\n');
}

function renderHelp(text: string, choices: readonly string[] | null): string {
  return choices === null ? text : `${text} One of: ${choices.join(', ')}.`;
}

function renderPermissions({ permissions }: Tool): string {
  if (permissions.length === 0) return 'No permissions are declared.';
  return renderTable(
    ['permission', 'where to grant it', 'needed for'],
    permissions.map((permission) => [
      permission.name,
      permission.granted_at,
      [
        ...permission.read_models,
        ...permission.fields_of.map((model) => `fields of ${model}`),
        ...permission.write_actions,
        ...(permission.webhooks ? ['webhooks'] : []),
      ].join(', '),
    ]),
  );
}

function supportedIn(parts: readonly { id: string; coverage_status: string }[]): string[] {
  return parts
    .filter(({ coverage_status: status }) => status === 'SUPPORTED')
    .map(({ id }) => id.replace('ats_', ''));
}
