import type { CallOptions } from './call.ts';
import { type RecordsByModel, lists } from './generated/lists.ts';
import type { Hirewire } from './hirewire.ts';
import { now } from './platform.ts';

export type { RecordsByModel };

export type ModelName = keyof RecordsByModel;

/** Up to where each model has been fetched: a date-time by the server's clock. */
export type Watermarks = { [Model in ModelName]?: string };

/** Records of one page that are new or have changed; deleted ones have `remote_deleted_at`. */
export type ChangedRecords<Model extends ModelName = ModelName> = {
  [Name in Model]: { readonly model: Name; readonly records: RecordsByModel[Name][] };
}[Model];

export interface SyncChangesOptions<Model extends ModelName> {
  /** What to mirror. */
  readonly models: readonly Model[];
  /** What `save` was given last for this integration; null at the first time. */
  load(): Promise<Watermarks | null> | Watermarks | null;
  /** Keeps the watermarks, after all that they stand for was applied. */
  save(watermarks: Watermarks): Promise<void> | void;
  /** Stores records by their id. The same record may come again, so it has to be an upsert. */
  apply(changes: ChangedRecords<Model>): Promise<void> | void;
  /**
   * Called after a model was read from its beginning, which is so at the first time and after a
   * long pause: records with other ids than these are gone, and nothing else will tell of them.
   */
  complete?(whole: {
    readonly model: Model;
    readonly ids: ReadonlySet<string>;
  }): Promise<void> | void;
  /** Records for each request, up to 250. Default: 250. */
  readonly page_size?: number;
  /** How far each fetch reaches back behind the last one, for clocks that differ. Default: 60 000. */
  readonly overlap_ms?: number;
  /** Servers empty deleted records after 14 days: after this long a model is read whole. Default: 13. */
  readonly whole_after_days?: number;
  /** For every call. */
  readonly options?: CallOptions;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Brings a mirror of an integration up to date, and misses no change: what has changed since the
 * last fetch *began* is fetched, page by page, and the watermark moves only after all of it was
 * applied. Interrupted at any moment, the next call does again what may be incomplete.
 *
 * @example
 * await syncChanges(client, {
 *   models: ['jobs', 'applications'],
 *   load: () => watermarks,
 *   save: (next) => void (watermarks = next),
 *   apply: ({ model, records }) => console.log(model, records.length),
 * });
 */
export async function syncChanges<Model extends ModelName>(
  client: Hirewire,
  sync: SyncChangesOptions<Model>,
): Promise<void> {
  let watermarks: Watermarks = (await sync.load()) ?? {};
  for (const model of sync.models) {
    if (!Object.hasOwn(lists, model)) throw new TypeError(`There is no model "${model}".`);
    const since = usable(watermarks[model], sync.whole_after_days ?? 13);
    const askedAt = await fetchModel(client, sync, { model, since });
    const next = new Date(askedAt.getTime() - (sync.overlap_ms ?? 60_000));
    watermarks = { ...watermarks, [model]: next.toISOString() };
    await sync.save(watermarks);
  }
}

/** The watermark; null where the model has to be read whole. */
function usable(watermark: string | undefined, wholeAfterDays: number): string | null {
  if (watermark === undefined) return null;
  const at = Date.parse(watermark);
  if (Number.isNaN(at))
    throw new TypeError(`"${watermark}" is no watermark: it must be a date-time.`);
  return now() - at > wholeAfterDays * dayMs ? null : watermark;
}

/** Resolves to when the first page was asked for. */
async function fetchModel<Model extends ModelName>(
  client: Hirewire,
  sync: SyncChangesOptions<Model>,
  { model, since }: { model: Model; since: string | null },
): Promise<Date> {
  const query = {
    page_size: sync.page_size ?? 250,
    ...(since === null ? {} : { updated_after: since, include_deleted: true }),
  };
  let askedAt: Date | null = null;
  const ids = new Set<string>();
  for await (const page of lists[model](client.ats, query, sync.options).pages()) {
    askedAt ??= page.asked_at;
    const records = page.data.results;
    if (since === null && sync.complete !== undefined) for (const { id } of records) ids.add(id);
    if (records.length > 0) await sync.apply({ model, records } as ChangedRecords<Model>);
  }
  if (since === null) await sync.complete?.({ model, ids });
  return askedAt ?? new Date(now());
}
