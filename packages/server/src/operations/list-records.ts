import type { Connector } from '@hirewire/connector-kit';
import { type Operation, parseQuery, type RawQuery, readModelOf } from '@hirewire/contract';
import { type Telemetry, measure } from '@hirewire/engine';
import {
  type Database,
  type FilterValue,
  type ModelName,
  listPage,
  modelNames,
} from '@hirewire/store';

import type { CursorCodec } from '../cursor.ts';
import { isFilterSupported, requireReadable } from '../readable-model.ts';
import { type AtsRoute, integrationOf } from './route.ts';

/** The parsed query of every list; the rest are the list's own filters. */
interface ListQuery {
  cursor?: string;
  page_size: number;
  updated_after?: string;
  include_deleted: boolean;
  ignore_unsupported_filters: boolean;
  [filter: string]: unknown;
}

function modelOf({ id }: Operation): ModelName {
  const model = modelNames.find((name) => readModelOf(name).operationId === id);
  if (model === undefined) throw new Error(`${id} lists no read model`);
  return model;
}

function parseListQuery(operation: Operation, raw: RawQuery): ListQuery {
  if (operation.query === null) throw new Error(`${operation.id} has no query model`);
  return parseQuery(operation.query, raw) as ListQuery;
}

/** The records are ready JSON texts of the store: nothing is parsed or written anew. */
function page(records: string, next: string | null): string {
  return `{"status":"success","data":{"results":[${records}],"next":${JSON.stringify(next)}}}`;
}

/** The route of every list operation. */
export function listRecords(parts: {
  database: Database;
  connectors: ReadonlyMap<string, Connector>;
  cursors: CursorCodec;
  telemetry?: Telemetry | undefined;
}): AtsRoute {
  return async (call) => {
    const { operation, query, failure } = call;
    const integration = integrationOf(call);
    const model = modelOf(operation);
    const { cursor, page_size, ...scoped } = parseListQuery(operation, query);
    const scope = { operation: operation.id, integrationId: integration.id, filters: scoped };
    const after = cursor === undefined ? null : parts.cursors.decode(scope, cursor);
    const connector = parts.connectors.get(integration.tool);
    requireReadable(integration, connector, model, failure);

    const { updated_after, include_deleted, ignore_unsupported_filters, ...given } = scoped;
    const filters = Object.entries(given as Readonly<Record<string, FilterValue>>);
    const supported = filters.filter(
      ([filter]) =>
        connector !== undefined && isFilterSupported(connector, integration, { model, filter }),
    );
    if (supported.length < filters.length && !ignore_unsupported_filters) return page('', null);

    const attributes = { tool: integration.tool, integration_id: integration.id };
    const measured = { name: 'list read', operation: operation.id, ...attributes } as const;
    const request = {
      integrationId: integration.id,
      model,
      filters: Object.fromEntries(supported),
      pageSize: page_size,
      includeDeleted: include_deleted,
      updatedAfter: updated_after === undefined ? null : new Date(updated_after),
      after,
    };
    const { json, next } = await measure(parts.telemetry, measured, async (note) => {
      const listed = await listPage(parts.database, request);
      note({ records: listed.count });
      return listed;
    });
    return page(json, next === null ? null : parts.cursors.encode(scope, next));
  };
}
