import { ApiError, type GeneralApiError, inputInvalid, type Operation } from '@hirewire/contract';
import { type Authorization, type Database, authorize } from '@hirewire/store';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, and the integration of `X-Integration-Id`; null before the key was checked. */
    authorization: Authorization | null;
  }
}

function authenticationInvalid(message: string): GeneralApiError {
  return new ApiError('PLATFORM.AUTHENTICATION_INVALID', message);
}

function readApiKey(header: string | undefined): string {
  if (header === undefined) {
    throw authenticationInvalid('No API key: send the header `Authorization: Bearer <API key>`.');
  }
  const apiKey = /^bearer +(\S+) *$/i.exec(header)?.[1];
  if (apiKey !== undefined) return apiKey;
  throw authenticationInvalid('The Authorization header must read `Bearer <API key>`.');
}

/** `/integrations/{integration_id}` and what is below it. */
function isNamedInPath(operation: Operation | undefined): boolean {
  return operation?.path.includes('{integration_id}') === true;
}

/** The integration that a call is about, as its operation has it named; null without one. */
function readIntegrationId(request: FastifyRequest): string | null {
  const { operation } = request.routeOptions.config;
  if (operation?.integrationHeader === true) {
    const header = request.headers['x-integration-id'];
    return typeof header === 'string' && header !== '' ? header : null;
  }
  if (!isNamedInPath(operation)) return null;
  const { integration_id: id } = request.params as { integration_id: string };
  // No id has one, and PostgreSQL cannot be asked for it.
  return id.includes('\0') ? null : id;
}

/**
 * A hook that finds the key's environment and the integration of the call in one question to
 * the database. It is asked anew for every request: a revoked key stops at once, and the answer
 * also takes the lock that keeps `updated_after` free of gaps.
 */
export function authenticate(database: Database) {
  return async (request: FastifyRequest): Promise<void> => {
    const apiKey = readApiKey(request.headers.authorization);
    const integrationId = readIntegrationId(request);
    request.authorization = await authorize(database, { apiKey, integrationId });
    if (request.authorization !== null) return;
    throw authenticationInvalid(
      'This API key is unknown, revoked or expired. `npx hirewire keys list` shows the valid ones.',
    );
  };
}

/** A hook that refuses calls whose integration is not named or does not belong to the key. */
export async function requireIntegration(request: FastifyRequest): Promise<void> {
  const { operation } = request.routeOptions.config;
  const isInPath = isNamedInPath(operation);
  if (operation?.integrationHeader !== true && !isInPath) return;
  if (request.authorization?.integration) return;
  if (!isInPath && readIntegrationId(request) === null) {
    throw inputInvalid('Header `X-Integration-Id` is missing: send the id of an integration.');
  }
  const source = isInPath ? 'in the path' : 'of header `X-Integration-Id`';
  // The same words for unknown ids and for those of others, so that they cannot be told apart.
  throw new ApiError(
    'PLATFORM.INTEGRATION_NOT_FOUND',
    `No integration with the id ${source} in the environment of this API key.`,
  );
}
