import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { groupByPerson } from './group-by-person.ts';

interface Row {
  id: string;
  person: string;
}

const row = (id: string, person: string): Row => ({ id, person });
const idsOf = (groups: Row[][]): string[][] => groups.map((group) => group.map(({ id }) => id));

function open(all: readonly Row[], options: { isResumed?: boolean; maxRemembered?: number } = {}) {
  const asked: string[] = [];
  const groupsOf = groupByPerson<Row>({
    personOf: ({ person }) => person,
    idOf: ({ id }) => id,
    readAll: async (person) => {
      asked.push(person);
      return all.filter((one) => one.person === person);
    },
    isResumed: false,
    ...options,
  });
  return { asked, groupsOf };
}

test('a person of several pages is given again with the rows of all of them', async () => {
  const { asked, groupsOf } = open([]);
  const first = await groupsOf([row('1', 'ada'), row('2', 'bo'), row('3', 'ada')]);
  assert.deepEqual(idsOf(first), [['1', '3'], ['2']]);
  assert.deepEqual(idsOf(await groupsOf([row('4', 'ada')])), [['1', '3', '4']]);
  assert.deepEqual(asked, []);
});

test('a row that two pages show is there once, as it was seen last', async () => {
  const { groupsOf } = open([]);
  await groupsOf([row('1', 'ada')]);
  const newer = row('1', 'ada');
  const [group] = await groupsOf([newer]);
  assert.equal(group?.length, 1);
  assert.equal(group[0], newer);
});

test('a person whose rows were forgotten is asked for, and nobody else is', async () => {
  const all = ['ada', 'bo', 'cleo', 'ada', 'dan'].map((person, id) => row(String(id), person));
  const { asked, groupsOf } = open(all, { maxRemembered: 2 });
  for (const one of all.slice(0, 3)) await groupsOf([one]);
  assert.deepEqual(idsOf(await groupsOf(all.slice(3, 4))), [['0', '3']]);
  assert.deepEqual(idsOf(await groupsOf(all.slice(4))), [['4']]);
  assert.deepEqual(asked, ['ada']);
});

test('after a resume everybody is asked for, once', async () => {
  const all = [row('1', 'ada'), row('2', 'ada'), row('3', 'bo')];
  const { asked, groupsOf } = open(all, { isResumed: true });
  assert.deepEqual(idsOf(await groupsOf(all.slice(1))), [['1', '2'], ['3']]);
  await groupsOf([row('2', 'ada')]);
  assert.deepEqual(asked, ['ada', 'bo']);
});

test('the last group of everybody is whole, however little is remembered', async () => {
  const pages = fc.array(fc.array(fc.nat({ max: 6 }), { maxLength: 5 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(pages, fc.nat({ max: 8 }), async (persons, maxRemembered) => {
      let id = 0;
      const rows = persons.map((page) => page.map((person) => row(String((id += 1)), `${person}`)));
      const all = rows.flat();
      const { groupsOf } = open(all, { maxRemembered });
      const last = new Map<string, Set<string>>();
      for (const page of rows) {
        for (const group of await groupsOf(page)) {
          last.set(group[0]?.person ?? '', new Set(group.map((one) => one.id)));
        }
      }
      const expected = Map.groupBy(all, ({ person }) => person);
      assert.equal(last.size, expected.size);
      for (const [person, own] of expected) {
        assert.deepEqual(last.get(person), new Set(own.map((one) => one.id)));
      }
    }),
  );
});
