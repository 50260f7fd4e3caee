import type { Clock, Log, RequestObserver } from '@hirewire/connector-kit';
import { isExactNumber, redact } from '@hirewire/connector-kit';
import type { Database } from '@hirewire/store';
import { endInteraction, forgetErased, insertInteractionRequest } from '@hirewire/store';
import { openErasureKey } from '../erasure/erasure-key.ts';
import type { SecretKeys } from '../integrations/sealing.ts';

/** Characters of one body that an interaction keeps. */
const maxBodyLength = 100_000;
/** A longer text within a body is a file, or a page of somebody's prose. */
const maxTextLength = 4000;

/** Writes down every request of an action, in the order in which the answers came. */
export interface InteractionRecorder {
  observer: RequestObserver;
  /** Whether a request was sent, or may have been, that must not be repeated. */
  hasSent: () => boolean;
  /** Resolves when everything is written down. */
  settle: () => Promise<void>;
}

type Secrets = readonly string[];

/** Of what the client tells of its requests. */
const redacted: { secrets: Secrets } = { secrets: [] };

/** Without `keepsAnswers` only refusals of the tool are kept: others may hold disabled fields. */
export function recordRequests(
  { database, log }: { database: Database; clock: Clock; log: Log },
  {
    keepsAnswers,
    ...interaction
  }: { integrationId: string; interactionId: string; keepsAnswers: boolean },
  beforeSending: () => Promise<void>,
): InteractionRecorder {
  let position = 0;
  let hasSent = false;
  const writing: Promise<void>[] = [];
  return {
    observer: {
      async beforeRequest({ isIdempotent }) {
        if (isIdempotent) return;
        await beforeSending();
        hasSent = true;
      },
      onRequest({ bodies, method, url, status, errorKind, attempt, startedAt, durationMs }) {
        const { request, response } = bodies();
        const row = { method, url, status, errorKind, attempt, startedAt };
        position += 1;
        const written = insertInteractionRequest(
          database,
          { ...interaction, position },
          {
            ...row,
            durationMs: Math.max(0, Math.round(durationMs)),
            requestBody: shownBody(request, redacted),
            responseBody: keepsAnswers || errorKind !== null ? shownBody(response, redacted) : null,
          },
        );
        writing.push(
          written.catch((error: unknown) =>
            log.warn(
              { event: 'action.record.failed', ...interaction, error },
              'Recording a request of an action failed',
            ),
          ),
        );
      },
    },
    hasSent: () => hasSent,
    settle: async () => void (await Promise.all(writing)),
  };
}

/** Writes down how an action ended, and nothing of people who were erased. */
export async function recordEnd(
  { database, secretKeys }: { database: Database; secretKeys: SecretKeys },
  ending: Parameters<typeof endInteraction>[1],
): Promise<void> {
  await endInteraction(database, ending);
  const { integrationId, id } = ending;
  const openKey = (sealed: Buffer): Buffer => openErasureKey(secretKeys, sealed);
  await forgetErased(database, { integrationId, id, openKey });
}

/** A body as an interaction keeps it: JSON, redacted, without files, bounded. Null for none. */
export function shownBody(
  body: unknown,
  { secrets, mask = (value) => value }: { secrets: Secrets; mask?: (value: unknown) => unknown },
): string | null {
  if (body === null || body === undefined) return null;
  // Redacted first, which ends at a depth that the others can walk through.
  const text = JSON.stringify(shorten(mask(redact(body, secrets))));
  return text.length <= maxBodyLength
    ? text
    : JSON.stringify(`${text.slice(0, maxBodyLength)}… [${text.length} characters]`);
}

/** Whoever has a link to a file can fetch it. */
export function maskLinks(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value;
  if (Array.isArray(value)) return value.map(maskLinks);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === 'data_url' ? '[a link that has expired]' : maskLinks(part),
    ]),
  );
}

function shorten(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length <= maxTextLength
      ? value
      : `${value.slice(0, 200)}… [${value.length} characters]`;
  }
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value;
  if (Array.isArray(value)) return value.map(shorten);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shorten(part)]));
}
