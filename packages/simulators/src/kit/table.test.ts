import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Table } from './table.ts';

interface Thing {
  id: string;
  version: number;
}

type Change = { kind: 'put' | 'delete'; id: string };

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('put', 'put', 'delete'),
  id: fc.integer({ min: 0, max: 12 }).map(String),
});
const all = (): boolean => true;

function apply(things: Table<Thing>, { kind, id }: Change, version: number): void {
  if (kind === 'put') things.put({ id, version });
  else things.delete(id);
}

describe('Table', () => {
  it('behaves like a map', () => {
    const property = fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const things = new Table<Thing>();
      const model = new Map<string, number>();
      for (const [version, one] of changes.entries()) {
        apply(things, one, version);
        if (one.kind === 'put') model.set(one.id, version);
        else model.delete(one.id);
      }
      assert.equal(things.count, model.size);
      const held = [...things.values()].map(({ id, version }) => [id, version] as const);
      assert.deepEqual(new Map(held), model);
      for (const [id, version] of model) assert.deepEqual(things.get(id), { id, version });
      assert.equal(things.find('unknown'), null);
    });
    fc.assert(property);
  });

  it('shows every record that stays, whatever changes between the pages', () => {
    const property = fc.property(
      fc.array(change, { maxLength: 40 }),
      fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      (before, between, limit) => {
        const things = new Table<Thing>();
        before.forEach((one, version) => apply(things, one, version));
        const seen = new Map<string, number>();
        let page = things.page(0, limit, all);
        let version = 1000;
        for (;;) {
          for (const record of page.records) seen.set(record.id, record.version);
          for (const one of between.shift() ?? []) apply(things, one, (version += 1));
          if (page.next === null) break;
          page = things.page(page.next, limit, all);
        }
        // What changed after the last page is for the next run to show.
        const end = things.end;
        const missed = [...things.values()].filter(
          ({ id, version: held }) => seen.get(id) !== held,
        );
        const later = things.page(0, 1000, (thing) => missed.includes(thing)).records;
        assert.deepEqual(later, missed);
        assert.ok(missed.length === 0 || end > 0);
        for (const thing of missed)
          assert.ok(thing.version > 1000, 'a record that stayed is missed');
      },
    );
    fc.assert(property);
  });

  it('shows from an earlier end exactly what changed since and still exists', () => {
    const property = fc.property(
      fc.array(change, { maxLength: 40 }),
      fc.array(change, { maxLength: 20 }),
      fc.integer({ min: 1, max: 5 }),
      (before, since, limit) => {
        const things = new Table<Thing>();
        before.forEach((one, version) => apply(things, one, version));
        const from = things.end;
        since.forEach((one, version) => apply(things, one, 1000 + version));
        const shown: Thing[] = [];
        for (let next: number | null = from; next !== null;) {
          const page = things.page(next, limit, all);
          shown.push(...page.records);
          next = page.next;
        }
        const expected = [...things.values()].filter(({ version }) => version >= 1000);
        assert.deepEqual(shown, expected);
      },
    );
    fc.assert(property);
  });
});
