import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PageTokens } from './page-tokens.ts';
import { addressWith, linkHeader, pageByNumber, pageByOffset, pageByToken } from './paging.ts';
import type { TokenPage } from './paging.ts';
import { VendorFailure } from './vendor-message.ts';

const sizes = { default: 3, max: 5 };

const asked = (text: string): { query: URLSearchParams; path: string } => ({
  query: new URLSearchParams(text),
  path: '/things',
});

const refusedWith = (code: string) => (error: unknown) =>
  error instanceof VendorFailure && error.code === code;

describe('paging', () => {
  it('by offset shows every item once, and the end', () => {
    const property = fc.property(fc.nat(20), fc.integer({ min: 1, max: 5 }), (count, limit) => {
      const all = Array.from({ length: count }, (_, index) => index);
      const seen: number[] = [];
      for (let offset: number | null = 0; offset !== null;) {
        const page: ReturnType<typeof pageByOffset<number>> = pageByOffset(
          asked(`limit=${limit}&offset=${offset}`),
          all,
          sizes,
        );
        assert.equal(page.total, count);
        assert.ok(page.items.length > 0 || count === 0, 'an empty page');
        seen.push(...page.items);
        offset = page.next;
      }
      assert.deepEqual(seen, all);
    });
    fc.assert(property);
  });

  it('by number shows every item once, and nothing behind the last page', () => {
    const all = [1, 2, 3, 4, 5, 6, 7];
    const pages = [1, 2, 3, 4].map((number) => pageByNumber(asked(`page=${number}`), all, sizes));
    assert.deepEqual(
      pages.map(({ items, next }) => [items, next]),
      [
        [[1, 2, 3], 2],
        [[4, 5, 6], 3],
        [[7], null],
        [[], null],
      ],
    );
    assert.equal(pageByNumber(asked(''), [], sizes).pages, 1);
  });

  it('refuses sizes and places that are no whole numbers, and larger pages than there are', () => {
    for (const text of ['limit=0', 'limit=x', 'limit=', 'limit=1.5', 'limit=6', 'offset=-1']) {
      assert.throws(() => pageByOffset(asked(text), [], sizes), refusedWith('invalid_input'), text);
    }
    const lenient = { ...sizes, refusesLarger: false };
    assert.equal(pageByOffset(asked('limit=6'), [], lenient).limit, 5);
  });

  it('by token shows every row that stays, whatever comes and goes between the pages', () => {
    const place = fc.record({ at: fc.nat(9), id: fc.nat(30).map(String) });
    const changes = fc.array(fc.array(place, { maxLength: 4 }), { maxLength: 8 });
    const property = fc.property(
      fc.array(place),
      changes,
      fc.boolean(),
      (before, between, down) => {
        const rows = new Map(before.map((row) => [row.id, row]));
        const tokens = new PageTokens('secret');
        const stayed = new Set(rows.keys());
        const seen: string[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const page: TokenPage<{ id: string }> = pageByToken(
            asked(cursor === '' ? '' : `cursor=${cursor}`),
            {
              rows: rows.values(),
              keyOf: ({ at, id }) => [at, id],
              isDescending: down,
              sizes,
              tokens,
            },
          );
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.next;
          for (const row of between.shift() ?? []) {
            if (!rows.delete(row.id)) rows.set(row.id, row);
            stayed.delete(row.id);
          }
        }
        const shown = seen.filter((id) => stayed.has(id));
        assert.deepEqual(shown.toSorted(), [...stayed].toSorted());
      },
    );
    fc.assert(property);
  });

  it('binds a token to its filters, in any order and with any size of the page', () => {
    const tokens = new PageTokens('secret');
    const list = {
      rows: ['a', 'b', 'c', 'd'].map((id) => ({ id })),
      keyOf: ({ id }: { id: string }) => [0, id] as const,
      sizes,
      tokens,
    };
    const read = (text: string): string[] =>
      pageByToken(asked(text), list).items.map(({ id }) => id);
    const { next } = pageByToken(asked('tag=x&tag=y&job=1'), list);
    assert.deepEqual(read(`job=1&tag=x&tag=y&limit=5&cursor=${next}`), ['d']);
    for (const text of ['', 'tag=x&job=1', 'tag=y&tag=x&job=1', 'tag=x&tag=y&job=2']) {
      const refused = refusedWith('invalid_page_token');
      assert.throws(() => read(`${text}&cursor=${next}`), refused, text);
    }
    assert.throws(
      () => read('tag=x&tag=y&job=1&cursor=nonsense'),
      refusedWith('invalid_page_token'),
    );
    tokens.expire('page');
    const expired = refusedWith('expired_page_token');
    assert.throws(() => read(`tag=x&tag=y&job=1&cursor=${next}`), expired);
  });

  it('gives addresses that keep all other parameters, repeated ones too', () => {
    const call = { origin: 'http://vendor.example.com', ...asked('tag=a&tag=b&page=1') };
    assert.equal(
      addressWith(call, { page: 2 }),
      'http://vendor.example.com/things?tag=a&tag=b&page=2',
    );
    assert.equal(addressWith(call, { page: null, tag: null }), 'http://vendor.example.com/things');
  });

  it('names in a Link header only the relations that there are', () => {
    assert.deepEqual(linkHeader({ next: 'http://a/2', prev: null, last: 'http://a/9' }), {
      link: '<http://a/2>; rel="next", <http://a/9>; rel="last"',
    });
    assert.deepEqual(linkHeader({ next: null }), {});
  });
});
