import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startPersonioSimulator } from './start-personio-simulator.ts';
import type { PersonioSimulator } from './start-personio-simulator.ts';
import { send, statusOfFeedAt } from './testing/personio-client.ts';

describe('the career feed of a simulated Personio', () => {
  let personio: PersonioSimulator;
  before(async () => {
    personio = await startPersonioSimulator({ candidates: 20 });
  });
  after(() => personio.close());

  const read = async (language = 'en'): Promise<string> =>
    (await send(personio, `/xml?language=${language}`)).body;

  const idsIn = (feed: string): (string | undefined)[] =>
    [...feed.matchAll(/<position><id>(\d+)<\/id>/g)].map(([, id]) => id);

  it('has the published jobs, to whoever asks', async () => {
    const { status, headers, body } = await send(personio, '/xml?language=en');
    assert.deepEqual(
      [status, headers.get('content-type')],
      [200, 'application/xml; charset=utf-8'],
    );
    const { account, company } = personio;
    const published = [...company.tables.jobs.values()].filter((job) => account.isPublished(job));
    assert.deepEqual(
      idsIn(body),
      published.map(({ id }) => id),
    );
    assert.ok(published.length < company.tables.jobs.count);
  });

  it('has descriptions of one part and of two, as HTML in CDATA sections', async () => {
    const positions = (await read()).split('<position>').slice(1);
    const counts = positions.map((one) => one.split('<jobDescription>').length - 1);
    assert.deepEqual(new Set(counts), new Set([1, 2]));
    assert.match(positions[0] ?? '', /<value><!\[CDATA\[ <p>We look for/);
    assert.match(await read('en'), /<name>Your tasks<\/name>/);
    assert.match(await read('de'), /<name>Deine Aufgaben<\/name>/);
  });

  it('has moments in both forms', async () => {
    const moments = (await read()).matchAll(/<createdAt>[\d-]+T[\d:]+(\+[\d:]+)<\/createdAt>/g);
    const ends = new Set(Array.from(moments, ([, end]) => end));
    assert.deepEqual(ends, new Set(['+00:00', '+0200']));
  });

  it('loses a job that is no longer published, and shows what a test has put in it', async () => {
    const [first = '', second = ''] = idsIn(await read());
    personio.company.change('jobs', first, { isPublished: false });
    personio.company.spoil('jobs', second, { employmentType: 'seafaring' });
    const feed = await read();
    assert.equal(idsIn(feed).includes(first), false);
    assert.match(feed, /<employmentType>seafaring<\/employmentType>/);
  });

  it('leads to another page where there is no such account', async () => {
    const { subdomain } = personio.credentials;
    assert.equal(await statusOfFeedAt(personio, `${subdomain}.jobs.personio.de`), 200);
    assert.equal(await statusOfFeedAt(personio, 'nobody.jobs.personio.de'), 301);
    personio.account.feed.isKnown = false;
    const { status, headers } = await send(personio, '/xml?language=en');
    assert.deepEqual([status, headers.get('location')], [301, 'https://www.personio.de/']);
    personio.account.feed.isKnown = true;
  });
});
