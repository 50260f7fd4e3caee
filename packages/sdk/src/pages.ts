import type { Call, Route } from './call.ts';
import { InvalidResponseError } from './errors.ts';
import { askedAt, type Send } from './send.ts';

/** One page of a list: the body of the response, and the way to the next page. */
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

/** One page of the change feed, and the way to the next page. */
export interface FeedPage<Item> {
  readonly status: 'success';
  readonly data: {
    readonly results: Item[];
    /** Send this as `after` in the next request. */
    readonly cursor: string;
    /** Number of the last change that this page covers. */
    readonly position: number;
    /** Whether more changes are available now. */
    readonly has_more: boolean;
  };
  /** When the page was asked for, by the server's clock. */
  readonly asked_at: Date;
  /** Fetches the changes that follow; null where there are none yet. */
  next(): Promise<FeedPage<Item> | null>;
}

/**
 * A list that is asked for when it is used: `await` it for its first page, or go through it with
 * `for await`, item by item; `pages()` does so page by page.
 *
 * @example
 * for await (const job of client.ats.getJobs({ statuses: ['OPEN'] })) console.log(job.name);
 */
export interface ListRequest<Item, PageOfList = Page<Item>>
  extends Promise<PageOfList>, AsyncIterable<Item> {
  /** Page by page, the first one included. */
  pages(): AsyncIterable<PageOfList>;
  /** The first items in one array; `limit` is how many at most, so that memory has a bound. */
  toArray(options: { readonly limit: number }): Promise<Item[]>;
}

/**
 * The change feed, used like a list. It ends with the last change that there is: go on later, with
 * the `cursor` that you have read up to as `after`.
 *
 * @example
 * for await (const { model, id, cursor } of client.hirewire.getChanges({ after: 0 })) {
 *   console.log(model, id, cursor);
 * }
 */
export type FeedRequest<Item> = ListRequest<Item, FeedPage<Item>>;

type ListCall = Call & { readonly query: object };

export function list<Item>(send: Send, route: Route, call: ListCall): ListRequest<Item> {
  return createList<Item, Page<Item>>(send, { route, call }, ({ next }) =>
    next === null || next === '' ? null : { cursor: next },
  );
}

export function feed<Item>(send: Send, route: Route, call: ListCall): FeedRequest<Item> {
  return createList<Item, FeedPage<Item>>(send, { route, call }, ({ has_more: hasMore, cursor }) =>
    hasMore ? { after: cursor } : null,
  );
}

interface AnyPage<Item> {
  readonly data: { readonly results: Item[] };
  readonly asked_at: Date;
  next(): Promise<AnyPage<Item> | null>;
}

/** `follow` says what to ask for after a page; null at the end. */
function createList<Item, PageOfList extends AnyPage<Item>>(
  send: Send,
  { route, call }: { route: Route; call: ListCall },
  follow: (data: PageOfList['data']) => object | null,
): ListRequest<Item, PageOfList> {
  const fetchPage = async (position: object | null): Promise<PageOfList> => {
    const query = { ...call.query, ...position };
    const body = await send<PageOfList>(route, { ...call, query });
    const following = follow(body.data);
    // It would go on for ever.
    if (following !== null && JSON.stringify(following) === JSON.stringify(position)) {
      throw new InvalidResponseError(`${route} answered with the cursor that it was asked with.`);
    }
    return {
      ...body,
      asked_at: askedAt(body),
      next: async () => (following === null ? null : fetchPage(following)),
    };
  };

  async function* pages(): AsyncGenerator<PageOfList, void, undefined> {
    let page = await fetchPage(null);
    yield page;
    for (let next = await page.next(); next !== null; next = await page.next()) {
      page = next as PageOfList;
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
    async toArray(options: { readonly limit: number } | undefined) {
      const limit = options?.limit;
      if (typeof limit !== 'number' || Number.isNaN(limit)) {
        throw new TypeError(
          '`toArray` needs a `limit`, such as `{ limit: 1000 }`; `Infinity` reads the whole list.',
        );
      }
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
