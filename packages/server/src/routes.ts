import { operations, sendPassthroughRequest } from '@hirewire/contract';
import type { Engine, SecretKeys } from '@hirewire/engine';
import type { Database } from '@hirewire/store';

import { type CursorCodec, createCursorCodec } from './cursor.ts';
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
import { runAction } from './operations/run-action.ts';
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

interface RouteParts {
  database: Database;
  engine: Engine;
  secretKeys: SecretKeys;
  monitoring?: Monitoring;
}

type CreateRoute = (parts: RouteParts & { cursors: CursorCodec }) => GeneralRoute;

/** General operations. Those of the connect and assessment groups are not implemented yet. */
const generalRoutes: Readonly<Record<string, CreateRoute>> = {
  'check-api-key': () => checkApiKey,
  'create-reconnection-link': ({ engine }) => createReconnectionLink(engine),
  'create-setup-link': ({ engine }) => createSetupLink(engine),
  'delete-integration': ({ engine }) => deleteIntegration(engine),
  'get-custom-fields': ({ database, cursors }) => getCustomFields(database, cursors),
  'get-integration-details': ({ database, engine }) =>
    getIntegrationDetails(database, engine.connectors),
  'get-integration-fields': ({ database, cursors }) => getIntegrationFields(database, cursors),
  'get-tools': ({ engine }) => getTools(engine.connectors),
  'send-passthrough-request': ({ engine }) => runAction(engine, sendPassthroughRequest),
  'set-integration-enabled': ({ engine }) => setIntegrationEnabled(engine),
  'trigger-sync': ({ engine }) => triggerSync(engine),
  'update-custom-field-mapping': ({ database }) => updateCustomFieldMapping(database),
  'update-integration-field': ({ database }) => updateIntegrationField(database),
};

/** A route for every operation that is implemented. */
export function createRoutes(parts: RouteParts): Routes {
  const { database, engine } = parts;
  const cursors = createCursorCodec(parts.secretKeys);
  const listRoute = listRecords({
    database,
    connectors: engine.connectors,
    cursors,
    telemetry: parts.monitoring?.telemetry,
  });
  const implemented = operations.filter(({ notImplemented }) => notImplemented === null);
  const lists = implemented.filter(({ kind }) => kind === 'list');
  const actions = implemented.filter((operation) => operation.kind === 'action');
  return {
    ats: Object.fromEntries([
      ...lists.map(({ id }) => [id, listRoute] as const),
      ...actions.map((operation) => [operation.id, runAction(engine, operation)] as const),
    ]),
    general: Object.fromEntries(
      Object.entries(generalRoutes).map(([id, create]) => [id, create({ ...parts, cursors })]),
    ),
  };
}
