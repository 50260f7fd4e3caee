import { anything, changesOf, isSigned, parseEvent } from '@hirewire/connector-kit';
import type { HandMadeWebhooks, ModelName, VendorChange } from '@hirewire/connector-kit';
import { z } from 'zod';

const Event = z.looseObject({
  payload: z.looseObject({
    event_name: z.string().nullish().catch(null),
    data: z.looseObject({ id: z.union([z.string(), z.number()]), type: z.string().nullish() }),
  }),
});
type Event = z.output<typeof Event>;

/** By the first part of `job_application.update`. */
const models: Readonly<Record<string, ModelName>> = {
  candidate: 'candidates',
  job: 'jobs',
  job_application: 'applications',
};

/**
 * Set up by hand, under Settings, Integrations, Webhooks:
 * https://github.com/Teamtailor/tt-partner-docs (company webhooks, 11 June 2026)
 */
export const teamtailorWebhooks: HandMadeWebhooks = {
  isHandMade: true,
  receive({ headers, body }, secret) {
    const content = parseEvent(body);
    const event = Event.safeParse(content).data ?? null;
    const signature = decode(headers['tt-signature'] ?? '');
    if (!isGenuine(signature, { body, event, secret })) return null;
    if (content === undefined) return [anything];
    // Something that later versions send.
    return event === null ? [] : changedBy(event);
  },
};

/**
 * The newer signature is over a time and the body. The older one is over the id alone: what came with
 * it may be anybody's words, so that nothing but the id is used, to read the record again.
 */
function isGenuine(
  signature: string,
  { body, event, secret }: { body: Uint8Array; event: Event | null; secret: string },
): boolean {
  const parts = signature.split(',').map((part) => part.trim());
  const time = parts.find((part) => part.startsWith('t='))?.slice(2);
  if (time !== undefined) {
    const given = parts.filter((part) => part.startsWith('v2=')).map((part) => part.slice(3));
    return isSigned([time, '.', body], secret, given.filter(isHex));
  }
  return event !== null && isSigned([String(event.payload.data.id)], secret, parts.filter(isHex));
}

/** Both are in base64 once more. */
const decode = (header: string): string => Buffer.from(header, 'base64').toString('latin1');

const isHex = (text: string): boolean => /^[\da-f]{64}$/i.test(text);

function changedBy({ payload: { event_name: name, data } }: Event): VendorChange[] {
  const [subject = ''] = (name ?? '').split('.');
  const word = Object.hasOwn(models, subject) ? subject : singular(data.type ?? '');
  const model = Object.hasOwn(models, word) ? models[word] : undefined;
  return model === undefined ? [] : changesOf(model, [data.id]);
}

/** `job-applications`, as the API calls what the event calls `job_application`. */
const singular = (type: string): string => type.replaceAll('-', '_').replace(/s$/, '');
