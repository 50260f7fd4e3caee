import { isChange, isId } from '@hirewire/contract';
import type { AuditOutcome, Database } from '@hirewire/store';
import { endAuditEvent, insertAuditEvent } from '@hirewire/store';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { type Created, findCreated } from '../find-created.ts';
import { requesterOf } from '../hirewire/requester-of.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the entry about this request in the audit log; null where there is none. */
    auditEventId: string | null;
  }
}

/**
 * Notes every call that changes something: before it is done, so that nothing is done that could not
 * be noted, and again when it has ended. What the contract declares says which calls these are.
 */
export function auditChanges(guarded: FastifyInstance, database: Database): void {
  guarded.addHook('preHandler', async (request) => {
    if (isAudited(request)) request.auditEventId = await note(database, request, null);
  });
  guarded.addHook('onSend', async (request, reply, payload) => {
    const { auditEventId: id } = request;
    const outcome = outcomeOf(reply.statusCode);
    try {
      if (id !== null) {
        const ids = outcome === 'SUCCEEDED' ? idsOfAnswer(request, reply, payload) : {};
        await endAuditEvent(database, { id, outcome, ...ids });
      } else if (reply.statusCode === 403 && isAudited(request)) {
        request.auditEventId = await note(database, request, outcome);
      }
    } catch (error) {
      // It is done, and the client must learn of it; the entry says that its end is not known.
      request.log.warn(
        { event: 'audit.end.failed', auditEventId: id, error },
        'The outcome of a call could not be noted in the audit log',
      );
    }
    return payload;
  });
}

function isAudited({ authorization, is404, routeOptions }: FastifyRequest): boolean {
  const { operation } = routeOptions.config;
  return !is404 && authorization !== null && operation !== undefined && isChange(operation);
}

async function note(
  database: Database,
  request: FastifyRequest,
  outcome: AuditOutcome | null,
): Promise<string> {
  const { authorization, routeOptions, headers, body } = request;
  const { operation } = routeOptions.config;
  if (authorization === null || operation === undefined) throw new Error('nobody called for this');
  return insertAuditEvent(database, {
    environmentId: authorization.environment.id,
    actor: requesterOf(authorization),
    operation: operation.id,
    integrationId: authorization.integration?.id ?? null,
    targetIds: onlyIds(request.params as Record<string, unknown>),
    isDryRun: headers['hirewire-dry-run'] === 'true' || memberOf(body, 'dry_run') === true,
    outcome,
  });
}

/** A client may write anything where an id belongs, and nothing else is kept. */
function onlyIds(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const ids = Object.entries(values).filter(([, value]) => isId(value));
  return Object.fromEntries(ids) as Record<string, string>;
}

function outcomeOf(status: number): AuditOutcome {
  if (status < 400) return 'SUCCEEDED';
  return status < 500 ? 'REFUSED' : 'FAILED';
}

/** What the answer says that was made, and the interaction in which it was done. */
function idsOfAnswer(
  { method }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Partial<Created> {
  const interaction = onlyIds({ interaction_id: reply.getHeader('hirewire-interaction-id') });
  const isShort = typeof payload === 'string' && payload.length <= maxAnswerLength;
  if (method !== 'POST' || !isShort) return { targetIds: interaction };
  const { targetIds, ...created } = findCreated(memberOf(JSON.parse(payload), 'data'));
  return { ...created, targetIds: { ...interaction, ...targetIds } };
}

/** Answers of what creates something are short; passthrough gives whatever a tool does. */
const maxAnswerLength = 100_000;

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
