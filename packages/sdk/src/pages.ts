import type { Call, Route } from './call.ts';
import { InvalidResponseError } from './errors.ts';
import { askedAt, type Send } from './send.ts';

/** One page of a list: the body of the answer, and the way to the next page. */
export interface Page<Item> {
  readonly status: 'success';
  readonly data: {
    readonly results: Item[];
    /** The cursor of the next page; null at the end. */
    readonly next: string | null;
  };
  /**
   * When the page was asked for, by the server's clock. Give that of the first page as
   * `updated_after` to your next fetch, and it finds everything that has changed since.
   */
  readonly asked_at: Date;
  /** Fetches the page that follows, with the same filters; null at the end. */
  next(): Promise<Page<Item> | null>;
}

/**
 * A list that is asked for when it is used: `await` it for its first page, or go through it with
 * `for await`, item by item; `pages()` does so page by page.
 *
 * @example
 * for await (const job of client.ats.getJobs({ statuses: ['OPEN'] })) console.log(job.name);
 */
export interface ListRequest<Item> extends Promise<Page<Item>>, AsyncIterable<Item> {
  /** Page by page, the first one included. */
  pages(): AsyncIterable<Page<Item>>;
  /** The first items in one array; `limit` is how many at most, so that memory has a bound. */
  toArray(options: { readonly limit: number }): Promise<Item[]>;
}

type ListCall = Call & { readonly query: object };
type ListBody<Item> = Pick<Page<Item>, 'status' | 'data'>;

export function list<Item>(send: Send, route: Route, call: ListCall): ListRequest<Item> {
  const fetchPage = async (cursor: string | null): Promise<Page<Item>> => {
    const query = cursor === null ? call.query : { ...call.query, cursor };
    const body = await send<ListBody<Item>>(route, { ...call, query });
    const next = body.data.next === '' ? null : body.data.next;
    // It would go on for ever.
    if (next !== null && next === cursor) {
      throw new InvalidResponseError(`${route} answered with the cursor that it was asked with.`);
    }
    return {
      ...body,
      asked_at: askedAt(body),
      next: async () => (next === null ? null : fetchPage(next)),
    };
  };

  async function* pages(): AsyncGenerator<Page<Item>, void, undefined> {
    for (let page: Page<Item> | null = await fetchPage(null); page; page = await page.next()) {
      yield page;
    }
  }

  async function* items(): AsyncGenerator<Item, void, undefined> {
    for await (const page of pages()) yield* page.data.results;
  }

  return {
    then: (onPage, onError) => fetchPage(null).then(onPage, onError),
    catch: (onError) => fetchPage(null).catch(onError),
    finally: (onEnd) => fetchPage(null).finally(onEnd),
    [Symbol.toStringTag]: 'ListRequest',
    [Symbol.asyncIterator]: items,
    pages,
    async toArray({ limit }) {
      const found: Item[] = [];
      if (limit <= 0) return found;
      for await (const item of items()) {
        found.push(item);
        if (found.length >= limit) break;
      }
      return found;
    },
  };
}
