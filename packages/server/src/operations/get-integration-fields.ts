import { getIntegrationFields as operation, parseQuery } from '@hirewire/contract';
import { type Database, listIntegrationFields } from '@hirewire/store';

import type { CursorCodec } from '../cursor.ts';
import { type GeneralRoute, integrationOf, success } from './route.ts';
import { fieldScope, viewIntegrationField } from './view-field.ts';

/** Lists the raw fields that syncs of the integration have come across. */
export function getIntegrationFields(database: Database, cursors: CursorCodec): GeneralRoute {
  return async (call) => {
    const { cursor, page_size: pageSize } = parseQuery(operation.query, call.query);
    const scope = fieldScope(call);
    const [afterId = null] = cursor === undefined ? [] : cursors.decode(scope, cursor);
    const { id: integrationId } = integrationOf(call);
    const page = await listIntegrationFields(database, { integrationId, afterId, pageSize });
    const next = page.next === null ? null : cursors.encode(scope, [page.next]);
    return success({ results: page.fields.map(viewIntegrationField), next, next_cursor: next });
  };
}
