import type { Connector, Permission } from '@hirewire/connector-kit';
import { contractActions } from '@hirewire/connector-kit';
import type { ToolDetails, getTool as operation } from '@hirewire/contract';
import { choicesOf, describeSettings } from '@hirewire/engine';
import type { z } from 'zod';

import { toToolCoverage } from '../tool-coverage.ts';
import { type Route, found } from './route.ts';

// What connects a tool: docs/concepts/integrations.md.

export const getTool: Route<typeof operation> = async ({ engine, path }) => {
  const message =
    'This installation has no connector for this tool. `GET /v1/tools/ats` lists them.';
  return viewTool(found(engine.connectors.get(path.tool) ?? null, 'No such tool', message));
};

/** All that is needed to ask a customer for what connects a tool. */
export function viewTool(connector: Connector): ToolDetails {
  const { tool, coverage, permissions = {}, passthrough = {} } = connector;
  return {
    id: tool.id,
    aliases: [...(tool.aliases ?? [])],
    label: tool.label,
    internal_label: tool.internalLabel,
    connection_guide_url: tool.connectionGuideUrl,
    credentials: viewCredentials(connector),
    settings: describeSettings(connector).map(({ choices, ...setting }) => ({
      ...setting,
      choices: choices && [...choices],
    })),
    permissions: Object.entries(permissions).map(viewPermission),
    webhooks: webhooksOf(connector),
    passthrough_apis: Object.keys(passthrough),
    coverage: toToolCoverage(coverage),
  };
}

function viewCredentials({ credentials }: Connector): ToolDetails['credentials'] {
  const { shape } = credentials.schema as z.ZodObject;
  return Object.entries(credentials.fields).map(([name, { label, help, link, isSecret }]) => {
    const schema = shape[name] as z.ZodType;
    const choices = choicesOf(schema);
    return {
      name,
      label,
      help,
      help_url: link ?? null,
      is_secret: isSecret,
      is_required: !schema.safeParse(undefined).success,
      choices: choices && [...choices],
    };
  });
}

function viewPermission([name, permission]: [
  string,
  Permission,
]): ToolDetails['permissions'][number] {
  const { grantedAt, models = [], fieldsOf = [], actions = [], webhooks = false } = permission;
  return {
    name,
    granted_at: grantedAt,
    read_models: models.map((model) => `ats_${model}`),
    fields_of: fieldsOf.map((model) => `ats_${model}`),
    write_actions: contractActions(actions),
    webhooks,
  };
}

function webhooksOf({ webhooks }: Connector): ToolDetails['webhooks'] {
  if (webhooks === undefined) return 'NONE';
  return 'isHandMade' in webhooks ? 'BY_HAND' : 'AUTOMATIC';
}
