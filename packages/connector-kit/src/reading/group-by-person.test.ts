import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { groupByPerson } from './group-by-person.ts';

interface Row {
  id: string;
  person: string;
}

const row = (id: string, person: string): Row => ({ id, person });
const idsOf = (groups: readonly (readonly Row[])[]): string[][] =>
  groups.map((group) => group.map(({ id }) => id));

/** Groups the rows of pages; `now` are those that the vendor has when it is asked for a person. */
async function open(pages: readonly Row[][], now: readonly Row[] = pages.flat()) {
  const asked: string[] = [];
  const groupsOf = await groupByPerson<Row>({
    personOf: ({ person }) => person,
    readAll: async (person) => {
      asked.push(person);
      return now.filter((one) => one.person === person);
    },
    pages: (async function* () {
      for (const page of pages) yield page.map(({ person }) => person);
    })(),
  });
  return { asked, groupsOf };
}

test('a person of several pages is given once, with the rows of all of them', async () => {
  const pages = [[row('1', 'ada'), row('2', 'bo'), row('3', 'bo')], [row('4', 'ada')]];
  const { asked, groupsOf } = await open(pages);
  assert.deepEqual(idsOf(await groupsOf(pages[0] ?? [])), [
    ['2', '3'],
    ['1', '4'],
  ]);
  assert.deepEqual(idsOf(await groupsOf(pages[1] ?? [])), []);
  assert.deepEqual(asked, ['ada']);
});

test('a person who got another row while the pages were read is given again, whole', async () => {
  const [before, later] = [row('1', 'ada'), row('2', 'ada')];
  const { groupsOf } = await open([[before]], [before, later]);
  await groupsOf([before]);
  assert.deepEqual(idsOf(await groupsOf([later])), [['1', '2']]);
});

test('a person without any row left is not given', async () => {
  const pages = [[row('1', 'ada')], [row('2', 'ada')]];
  const { groupsOf } = await open(pages, []);
  assert.deepEqual(await groupsOf(pages[0] ?? []), []);
});

test('everybody is given once and whole, on whatever pages their rows are', async () => {
  const persons = fc.array(fc.array(fc.nat({ max: 6 }), { maxLength: 5 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(persons, async (given) => {
      let id = 0;
      const pages = given.map((page) => page.map((one) => row(String((id += 1)), `${one}`)));
      const { groupsOf } = await open(pages);
      const groups = [];
      for (const page of pages) groups.push(...(await groupsOf(page)));
      const expected = [...Map.groupBy(pages.flat(), ({ person }) => person).values()];
      const sorted = (lists: string[][]) => lists.map((list) => list.join()).toSorted();
      assert.deepEqual(sorted(idsOf(groups)), sorted(idsOf(expected)));
    }),
  );
});

test('a few of very many persons are asked for in vain at most', async () => {
  const pages = Array.from({ length: 100 }, (_, page) =>
    Array.from({ length: 100 }, (__, at) => row(`${page}-${at}`, `person ${page}-${at}`)),
  );
  const { asked, groupsOf } = await open(pages);
  for (const page of pages) await groupsOf(page);
  assert.ok(asked.length < 20, `${asked.length} of 10,000`);
});
