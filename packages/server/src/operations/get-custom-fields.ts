import { getCustomFields as operation, parseQuery } from '@hirewire/contract';
import { type Database, listMappedCustomFields } from '@hirewire/store';

import type { CursorCodec } from '../cursor.ts';
import { type GeneralRoute, integrationOf, success } from './route.ts';
import { fieldScope, viewCustomField } from './view-field.ts';

/** Lists the environment's custom fields, with what fills them in the integration. */
export function getCustomFields(database: Database, cursors: CursorCodec): GeneralRoute {
  return async (call) => {
    const { cursor, page_size: pageSize } = parseQuery(operation.query, call.query);
    const scope = fieldScope(call);
    const [afterId = null] = cursor === undefined ? [] : cursors.decode(scope, cursor);
    const { id: integrationId, environmentId } = integrationOf(call);
    const request = { integrationId, environmentId, afterId, pageSize };
    const page = await listMappedCustomFields(database, request);
    const next = page.next === null ? null : cursors.encode(scope, [page.next]);
    return success({ results: page.fields.map(viewCustomField), next, next_cursor: next });
  };
}
