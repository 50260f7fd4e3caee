import type { Connector } from '@hirewire/connector-kit';
import { getTools as operation, parsePath, type Tool } from '@hirewire/contract';

import { toolAssetUrls } from '../tool-assets.ts';
import { toToolCoverage } from '../tool-coverage.ts';
import { type GeneralRoute, success } from './route.ts';

/** Lists the tools of a category that this installation has connectors for. */
export function getTools(connectors: ReadonlyMap<string, Connector>): GeneralRoute {
  return async ({ pathParameters, serverUrl }) => {
    const { category } = parsePath(operation.pathParameters, pathParameters);
    // A tool with several slugs is one tool.
    const tools = [...new Set(connectors.values())]
      .filter(({ tool }) => tool.category.toLowerCase() === category)
      .map((connector) => toTool(connector, serverUrl));
    return success({ tools });
  };
}

function toTool({ tool, coverage }: Connector, serverUrl: string): Tool {
  return {
    id: tool.id,
    label: tool.label,
    internal_label: tool.internalLabel,
    assets: toolAssetUrls(serverUrl, tool.id),
    // Terms between the tool's vendor and the host of the API; connectors have none.
    paid_api_details_markdown: null,
    fast_track_details_markdown: null,
    partner_only_details_markdown: null,
    connection_guide_url: tool.connectionGuideUrl,
    coverage: toToolCoverage(coverage),
  };
}
