import { z } from 'zod';
import type { ConnectorContext } from '../declaration/connector-context.ts';
import type { Page, ReadRequest } from '../declaration/connector.ts';
import type { Json, ModelName, RecordBase } from '../declaration/records.ts';
import { RemoteError } from '../http/remote.ts';

/** A call beside the list of a model: for details of a record, or for what all its records name. */
export interface SideCall {
  /** The vendor's name for it: `application.info`. Failures are counted by it. */
  name: string;
  /** The fields of the record that it is for, as for `unread`; none where whole records come by it. */
  fields: readonly string[];
  /** What it is about, to be asked again in the next delta; left out where it is for all records. */
  key?: string;
}

/** What a side call has brought. */
export interface SideAnswer<Value> {
  /** Null where it could not be read. */
  value: Value | null;
  /** For the record's `unread`: empty, or the fields of the call that has failed. */
  unread: readonly string[];
}

/**
 * The `unread` of a record that was made with these answers; nothing where all were read.
 *
 * @example { remote_id: id, name: name.value, email: details.value, ...unreadOf(name, details) }
 */
export function unreadOf(
  ...answers: readonly Pick<SideAnswer<unknown>, 'unread'>[]
): Pick<RecordBase, 'unread'> {
  const unread = [...new Set(answers.flatMap((answer) => answer.unread))];
  return unread.length === 0 ? {} : { unread };
}

/** How records are read again whose details are due. */
export interface ReadAgain<Model extends ModelName> extends Omit<SideCall, 'key'> {
  /** Throws as the vendor's answers make it; the key then stays due. */
  read(key: string): Promise<Page<Model>['records']>;
}

/**
 * Makes the side calls of one read. A call that the vendor refuses or fails at costs its detail
 * alone: it is reported as an issue, and asked again at the next run.
 *
 * @example
 * const sideCalls = openSideCalls(context, 'interviews', request);
 * const titles = await sideCalls.ask({ name: 'interview.list', fields: ['title'] }, readTitles);
 * yield* sideCalls.carry((inner) => readInterviews(inner, titles));
 */
export interface SideCalls<Model extends ModelName> {
  /**
   * @throws RemoteError where the credentials are refused, or the vendor wants fewer requests: that
   * is the failure of the whole read
   */
  ask: <Value>(call: SideCall, read: () => Promise<Value>) => Promise<SideAnswer<Value>>;
  /**
   * Reads the model's pages, and keeps what is due with their resume points and `since`. Calls that
   * are for all records come before it: where one of them works again, the model is read in full.
   * Without `again`, what is due waits for the next full read.
   */
  carry: (
    pages: (request: ReadRequest) => AsyncIterable<Page<Model>>,
    again?: ReadAgain<Model>,
  ) => AsyncGenerator<Page<Model>, void>;
  /**
   * Names of calls for all records that failed in the last read. A delta that would not make one of
   * them before `carry` asks for a little of it there, to learn whether it works again.
   */
  missing: ReadonlySet<string>;
}

/** What is due, as it rides on a `since` or a resume point of the connector. */
const Carried = z.object({
  inner: z.json(),
  sideCalls: z.object({
    /** Keys to be asked by the next delta. */
    due: z.array(z.string()),
    /** Keys that this delta has still to ask. */
    pending: z.array(z.string()),
    /** Names of failed calls that were for all records. */
    missing: z.array(z.string()),
    /** Failed calls by which whole records come. */
    unlisted: z.number(),
    /** Whether what began as a delta is a full read. */
    isFull: z.boolean(),
  }),
});
type State = z.infer<typeof Carried>['sideCalls'];

const nothing: State = { due: [], pending: [], missing: [], unlisted: 0, isFull: false };
const fromStart: ReadRequest = { since: null, resumeFrom: null };

/** Keys that are kept; what is beyond waits for the next full read. */
const maxDue = 1000;
/** Keys that one delta asks again, so that it stays short. */
const maxAskedAgain = 100;
const askedAtOnce = 10;

/**
 * The side calls of one read of a model. `request` is that of the read; it is left out where records
 * are read by id, as nothing is kept then.
 */
export function openSideCalls<Model extends ModelName>(
  context: ConnectorContext,
  model: Model,
  request: ReadRequest = fromStart,
): SideCalls<Model> {
  const since = open(request.since);
  const point = open(request.resumeFrom);
  const isResumed = request.resumeFrom !== null;
  const ledger = createLedger(isResumed ? point.state : nothing);
  const breaker = createBreaker();

  const ask: SideCalls<Model>['ask'] = async (call, read) => {
    const isAllowed = breaker.allows(call.name);
    try {
      if (!isAllowed) throw new Error(`${call.name} has failed too often to be asked each time.`);
      const value = await read();
      breaker.note(call.name, true);
      ledger.noteAnswer(call);
      return { value, unread: [] };
    } catch (error) {
      context.signal.throwIfAborted();
      if (isAllowed) await throwUnlessOwn(context, error);
      if (isAllowed) breaker.note(call.name, false);
      ledger.noteFailure(call, isAllowed);
      report(context, { model, call, error });
      return { value: null, unread: call.fields };
    }
  };

  async function* carry(
    pages: (inner: ReadRequest) => AsyncIterable<Page<Model>>,
    again?: ReadAgain<Model>,
  ): AsyncGenerator<Page<Model>, void> {
    const isDelta = request.since !== null;
    const isFull =
      !isDelta || (isResumed ? point.state.isFull : ledger.hasAnswered(since.state.missing));
    if (!isFull && again !== undefined) {
      const due = isResumed ? point.state.pending : ledger.postpone(since.state.due);
      for (let at = 0; at < due.length; at += askedAtOnce) {
        const records = await readDue(due.slice(at, at + askedAtOnce), { ask, again });
        const state = { ...ledger.state(), pending: due.slice(at + askedAtOnce) };
        yield { records, resumeFrom: carried(point.inner, state), completeness: 'changes' };
      }
    }
    const inner = { since: isFull ? null : since.inner, resumeFrom: point.inner };
    for await (const page of pages(inner)) {
      const state = { ...ledger.state(), isFull: isDelta && isFull };
      yield page.resumeFrom === null
        ? toLastPage(page, state)
        : { ...page, resumeFrom: carried(page.resumeFrom, state) };
    }
  }
  return { ask, carry, missing: new Set(since.state.missing) };
}

async function readDue<Model extends ModelName>(
  keys: readonly string[],
  { ask, again }: Pick<SideCalls<Model>, 'ask'> & { again: ReadAgain<Model> },
): Promise<Page<Model>['records']> {
  const { name, fields } = again;
  const found = await Promise.all(
    keys.map((key) => ask({ name, fields, key }, () => again.read(key))),
  );
  return found.flatMap(({ value }) => value ?? []);
}

function toLastPage<Model extends ModelName>(page: Page<Model>, state: State): Page<Model> {
  const last = { ...page };
  if (page.since !== undefined) {
    last.since = carried(page.since, { ...state, unlisted: 0, isFull: false });
  }
  // What is not known to be gone is kept.
  const lacking = page.completeness === 'full' ? state.unlisted : 0;
  if (lacking > 0) last.unlistedRecords = (page.unlistedRecords ?? 0) + lacking;
  return last;
}

/** The position itself where nothing is due. */
function carried(inner: Json, sideCalls: State): Json {
  const { due, pending, missing, unlisted, isFull } = sideCalls;
  const isNothing = due.length + pending.length + missing.length + unlisted === 0 && !isFull;
  return isNothing ? inner : { inner, sideCalls };
}

function open(position: Json): { inner: Json; state: State } {
  const { success, data } = Carried.safeParse(position);
  return success
    ? { inner: data.inner, state: data.sideCalls }
    : { inner: position, state: nothing };
}

async function throwUnlessOwn(context: ConnectorContext, error: unknown): Promise<void> {
  if (isShared(await context.judgeRefusal(error))) throw error;
}

const sharedKinds: ReadonlySet<RemoteError['kind']> = new Set(['authentication', 'rate-limited']);

/**
 * Whether a call beside a read fails as the read itself would: refused credentials, limits, and
 * failures of our own.
 */
export function isShared(error: unknown): boolean {
  return !(error instanceof RemoteError) || sharedKinds.has(error.kind);
}

function report(
  { reportIssue }: ConnectorContext,
  { model, call, error }: { model: ModelName; call: SideCall; error: unknown },
): void {
  const sample = error instanceof Error ? error.message : String(error);
  const fields = call.fields.filter((field) => !field.startsWith('remote_data.'));
  for (const field of fields.length === 0 ? [call.name] : fields) {
    reportIssue({ model, field, sample });
  }
}

/** Keeps what has failed in this read. */
function createLedger(begun: State): {
  noteAnswer(call: SideCall): void;
  noteFailure(call: SideCall, wasAsked: boolean): void;
  /** Whether one of these calls for all records works in this read. */
  hasAnswered(names: readonly string[]): boolean;
  /** Takes the keys that one delta asks, and leaves the others due. */
  postpone(due: readonly string[]): readonly string[];
  state(): State;
} {
  const failed = new Set(begun.due);
  // Before those that were asked in vain, so that all have their turn.
  const notAsked = new Set<string>();
  const missing = new Set(begun.missing);
  const answered = new Set<string>();
  let { unlisted } = begun;
  return {
    noteAnswer({ name, key }) {
      if (key === undefined) answered.add(name);
    },
    noteFailure({ name, fields, key }, wasAsked) {
      if (fields.length === 0) unlisted += 1;
      if (key === undefined) missing.add(name);
      else if (failed.size + notAsked.size < maxDue) (wasAsked ? failed : notAsked).add(key);
    },
    hasAnswered: (names) => names.some((name) => answered.has(name)),
    postpone(due) {
      for (const key of due.slice(maxAskedAgain)) notAsked.add(key);
      return due.slice(0, maxAskedAgain);
    },
    state: () => ({
      ...nothing,
      due: [...[...notAsked].filter((key) => !failed.has(key)), ...failed],
      missing: [...missing],
      unlisted,
    }),
  };
}

/** Failures in a row after which a call is no longer asked for every record. */
const maxFailures = 10;
/** Calls that are then left out before the next one; twice as many every time. */
const firstBreak = 20;

/** Spares a call that always fails: each failure takes all the retries of the client. */
function createBreaker(): {
  allows(name: string): boolean;
  note(name: string, isSuccess: boolean): void;
} {
  const calls = new Map<string, { failures: number; left: number; next: number }>();
  return {
    allows(name) {
      const call = calls.get(name);
      if (call === undefined || call.failures < maxFailures) return true;
      call.left -= 1;
      if (call.left > 0) return false;
      call.next *= 2;
      call.left = call.next;
      return true;
    },
    note(name, isSuccess) {
      const call = calls.get(name) ?? { failures: 0, left: firstBreak, next: firstBreak };
      calls.set(name, call);
      if (isSuccess) Object.assign(call, { failures: 0, left: firstBreak, next: firstBreak });
      else call.failures += 1;
    },
  };
}
