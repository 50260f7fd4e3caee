import { type OperationId, operations } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';
import type { Database } from '@hirewire/store';

import { createCursorCodec } from './cursor.ts';
import { act, sendPassthroughRequest } from './operations/act.ts';
import { checkApiKey } from './operations/check-api-key.ts';
import { createReconnectionLink } from './operations/create-reconnection-link.ts';
import { createSetupLink } from './operations/create-setup-link.ts';
import { deleteIntegration } from './operations/delete-integration.ts';
import { getCustomFields } from './operations/get-custom-fields.ts';
import { getIntegrationDetails } from './operations/get-integration-details.ts';
import { getIntegrationFields } from './operations/get-integration-fields.ts';
import { getTools } from './operations/get-tools.ts';
import { listRecords } from './operations/list-records.ts';
import type { AtsRoute, GeneralRoute } from './operations/route.ts';
import { setIntegrationEnabled } from './operations/set-integration-enabled.ts';
import { triggerSync } from './operations/trigger-sync.ts';
import { updateCustomFieldMapping } from './operations/update-custom-field-mapping.ts';
import { updateIntegrationField } from './operations/update-integration-field.ts';
import type { Monitoring } from './telemetry/open-monitoring.ts';

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
  monitoring?: Monitoring;
}): Routes {
  const { database, engine } = parts;
  const cursors = createCursorCodec(parts.secretKey);
  const listRoute = listRecords({
    database,
    connectors: engine.connectors,
    cursors,
    telemetry: parts.monitoring?.telemetry,
  });
  const lists = operations.filter(({ kind }) => kind === 'list');
  const actions = operations.filter(({ kind }) => kind === 'action');
  const actRoute = act(engine);
  return {
    ats: Object.fromEntries([
      ...lists.map(({ id }) => [id, listRoute] as const),
      ...actions.map(({ id }) => [id, actRoute] as const),
    ]),
    general: {
      'check-api-key': checkApiKey,
      'create-reconnection-link': createReconnectionLink(engine),
      'create-setup-link': createSetupLink(engine),
      'delete-integration': deleteIntegration(engine),
      'get-custom-fields': getCustomFields(database, cursors),
      'get-integration-details': getIntegrationDetails(database, engine.connectors),
      'get-integration-fields': getIntegrationFields(database, cursors),
      'get-tools': getTools(engine.connectors),
      'send-passthrough-request': sendPassthroughRequest(engine),
      'set-integration-enabled': setIntegrationEnabled(engine),
      'trigger-sync': triggerSync(engine),
      'update-custom-field-mapping': updateCustomFieldMapping(database),
      'update-integration-field': updateIntegrationField(database),
    },
  };
}

/** The operations without a route. */
export function notImplemented(routes: Routes): OperationId[] {
  const ids = operations.map(({ id }) => id);
  return ids.filter((id) => routes.ats[id] === undefined && routes.general[id] === undefined);
}
