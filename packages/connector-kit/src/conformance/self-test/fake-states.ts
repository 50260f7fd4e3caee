import { z } from 'zod';
import type { ConnectorContext } from '../../declaration/connector-context.ts';
import type { Page, ReadRequest } from '../../declaration/connector.ts';
import { mapEnum } from '../../mapping/map-enum.ts';
import type { FieldRef } from '../../mapping/map-enum.ts';
import type { Json } from '../../declaration/records.ts';
import { RemoteError } from '../../http/remote.ts';
import { openSideCalls } from '../../reading/side-calls.ts';
import type { SideAnswer } from '../../reading/side-calls.ts';
import type { Flaw } from './flaw.ts';

/** What the words for a user's state mean, in a list of its own. */
type States = Readonly<Record<string, 'ACTIVE' | 'INACTIVE'>>;
export type FakeStates = SideAnswer<States>;

const statesSchema = z.object({
  items: z.array(z.object({ word: z.string(), meaning: z.enum(['ACTIVE', 'INACTIVE']) })),
});

/** Reads pages whose records need the list of states. */
export async function* readWithStates(
  context: ConnectorContext,
  request: ReadRequest,
  {
    flaw,
    pages,
  }: {
    flaw: Flaw | null;
    pages: (inner: ReadRequest, states: FakeStates) => AsyncIterable<Page<'users'>>;
  },
): AsyncGenerator<Page<'users'>, void> {
  const sideCalls = openSideCalls(context, 'users', request);
  if (flaw === 'fails as a whole with a side call') {
    yield* pages(request, { value: await fetchStates(context), unread: [] });
    return;
  }
  const call = { name: '/states', fields: ['status'] };
  const read = await sideCalls
    .ask(call, () => fetchStates(context))
    .catch((error: unknown) => {
      throw leakInto(error, flaw);
    });
  const states = { ...read, unread: unreadWith(flaw, read) };
  const fingerprint = fingerprintOf(states, flaw);
  const dated = (inner: ReadRequest) =>
    withFingerprint(inner, fingerprint, (plain) => pages(plain, states));
  if (flaw === 'never reads what it has missed') yield* pages(request, states);
  else yield* sideCalls.carry(dated);
}

/** Stands for what the states mean; null where they could not be read. */
function fingerprintOf({ value }: FakeStates, flaw: Flaw | null): string | null {
  if (value === null) return null;
  const isCareless = flaw === 'forgets a field in its fingerprint';
  return JSON.stringify(isCareless ? Object.keys(value) : value);
}

const Marked = z.object({ inner: z.json(), fingerprint: z.string(), isFull: z.boolean() });
type Marked = z.infer<typeof Marked>;

/** Reads in full where the fingerprint is another one than at the end of the last read. */
async function* withFingerprint(
  request: ReadRequest,
  fingerprint: string | null,
  pages: (inner: ReadRequest) => AsyncIterable<Page<'users'>>,
): AsyncGenerator<Page<'users'>, void> {
  const last = Marked.safeParse(request.since).data;
  const point = Marked.safeParse(request.resumeFrom).data ?? startAfter(last, fingerprint);
  const mark = (inner: Json): Json => ({ ...point, inner });
  const since = point.isFull ? null : (last?.inner ?? null);
  for await (const { resumeFrom, ...page } of pages({ since, resumeFrom: point.inner })) {
    yield {
      ...page,
      resumeFrom: resumeFrom === null ? null : mark(resumeFrom),
      ...(page.since !== undefined && { since: mark(page.since) }),
    };
  }
}

function startAfter(last: Marked | undefined, read: string | null): Marked {
  const fingerprint = read ?? last?.fingerprint ?? '';
  return { inner: null, fingerprint, isFull: last?.fingerprint !== fingerprint };
}

function unreadWith(flaw: Flaw | null, { unread }: FakeStates): readonly string[] {
  if (flaw === 'takes what it could not read for nothing') return [];
  return flaw === 'leaves unread what was answered' ? ['status'] : unread;
}

async function fetchStates({ remote }: ConnectorContext): Promise<States> {
  const { body } = await remote.request({ method: 'GET', path: '/states' });
  const states = statesSchema.safeParse(body);
  if (states.success)
    return Object.fromEntries(states.data.items.map(({ word, meaning }) => [word, meaning]));
  throw new RemoteError({ kind: 'unknown', message: 'This is no list of states.', status: 200 });
}

export function toStatus(
  { value }: FakeStates,
  word: string | null | undefined,
  ref: FieldRef,
): 'ACTIVE' | 'INACTIVE' | null {
  return value === null ? null : mapEnum(value, word, ref);
}

/** With the flaw, the error quotes the key. */
export function leakInto(error: unknown, flaw: Flaw | null): unknown {
  if (flaw !== 'leaks a secret into an error' || !(error instanceof RemoteError)) return error;
  const { kind, status } = error;
  return new RemoteError({ kind, status, message: 'tiny-full-key-1 failed', cause: error });
}
