import { type OperationId, operations } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';
import type { Database } from '@hirewire/store';

import { createCursorCodec } from './cursor.ts';
import { checkApiKey } from './operations/check-api-key.ts';
import { listRecords } from './operations/list-records.ts';
import type { AtsRoute, GeneralRoute } from './operations/route.ts';
import { triggerSync } from './operations/trigger-sync.ts';

/** The routes by operation id, apart by the errors that they may answer with. */
export interface Routes {
  readonly ats: Readonly<Record<string, AtsRoute | undefined>>;
  readonly general: Readonly<Record<string, GeneralRoute | undefined>>;
}

/** Every operation that is implemented; all others answer that they are not. */
export function createRoutes(parts: {
  database: Database;
  engine: Engine;
  secretKey: Buffer;
}): Routes {
  const listRoute = listRecords({
    database: parts.database,
    connectors: parts.engine.connectors,
    cursors: createCursorCodec(parts.secretKey),
  });
  const lists = operations.filter(({ kind }) => kind === 'list');
  return {
    ats: Object.fromEntries(lists.map(({ id }) => [id, listRoute])),
    general: { 'check-api-key': checkApiKey, 'trigger-sync': triggerSync(parts.engine) },
  };
}

/** The operations without a route. */
export function notImplemented(routes: Routes): OperationId[] {
  const ids = operations.map(({ id }) => id);
  return ids.filter((id) => routes.ats[id] === undefined && routes.general[id] === undefined);
}
