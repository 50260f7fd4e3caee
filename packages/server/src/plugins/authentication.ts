import {
  ApiError,
  type GeneralApiError,
  inputInvalid,
  isInRanges,
  mayCall,
  type Operation,
} from '@hirewire/contract';
import { type Authorization, type Database, authorize, noteKeyUse } from '@hirewire/store';
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
 * the database. It is asked anew for every request: a revoked or expired key stops at once, and the
 * answer also takes the lock that keeps `updated_after` free of gaps.
 */
export function authenticate(database: Database) {
  return async (request: FastifyRequest): Promise<void> => {
    const apiKey = readApiKey(request.headers.authorization);
    const integrationId = readIntegrationId(request);
    const authorization = await authorize(database, { apiKey, integrationId });
    if (authorization === null) {
      throw authenticationInvalid(
        'This API key is unknown, revoked or expired. `npx hirewire keys list` shows the valid ones.',
      );
    }
    requireAddress(authorization, request.ip);
    request.authorization = authorization;
  };
}

/** A client that has gone has no address any more. */
function requireAddress({ allowedAddresses }: Authorization, address = 'nowhere'): void {
  if (allowedAddresses === null || isInRanges(allowedAddresses, address)) return;
  throw new ApiError(
    'PLATFORM.IP_NOT_WHITELISTED',
    `This API key may not be used from ${address}. Call from an address on its list, or use another ` +
      'key. If this is the address of your own proxy, name it in HIREWIRE_TRUSTED_PROXIES.',
  );
}

/** A hook that refuses what the key has no right to: the operation, then its integration. */
export async function requireRights(request: FastifyRequest): Promise<void> {
  const { operation } = request.routeOptions.config;
  if (request.is404) return;
  if (operation === undefined) throw new Error('a route for keys serves no operation');
  requireScope(request.authorization, operation);
  requireIntegration(request, operation);
}

function requireScope(authorization: Authorization | null, operation: Operation): void {
  if (authorization !== null && mayCall(authorization.scopes, operation)) return;
  // No code of the wire is for this alone. Clients learn from it that another key is needed.
  throw new ApiError(
    'PLATFORM.AUTHENTICATION_INVALID',
    `This API key lacks the scope \`${operation.keyScope}\`, which ${operation.id} needs. ` +
      'Use a key that has it.',
    { status: 403, title: 'API key not allowed to do this' },
  );
}

/** Refuses calls whose integration is not named or does not belong to the key. */
function requireIntegration(request: FastifyRequest, operation: Operation): void {
  const isInPath = isNamedInPath(operation);
  if (!operation.integrationHeader && !isInPath) return;
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

/**
 * A hook that notes when a key was last used: after the answer, so that nobody waits for it, and by
 * one request at a time.
 */
export function noteUses(database: Database) {
  const underWay = new Set<string>();
  return async ({ authorization, log }: FastifyRequest): Promise<void> => {
    if (authorization === null) return;
    const { keyId, isUseStale } = authorization;
    if (!isUseStale || underWay.has(keyId)) return;
    underWay.add(keyId);
    try {
      await noteKeyUse(database, keyId);
    } catch (error) {
      log.warn({ event: 'key.use.failed', error }, 'The use of a key could not be noted');
    } finally {
      underWay.delete(keyId);
    }
  };
}
