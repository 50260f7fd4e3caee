import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PersonioSimulatorOptions } from './personio.ts';
import { startPersonioSimulator } from './start-personio-simulator.ts';
import type { PersonioSimulator } from './start-personio-simulator.ts';
import { ask, bodyOf, readAll, readOne, readPages } from './testing/personio-client.ts';
import { localTime } from './times.ts';

const recruiting = '/v2/recruiting';

describe('reading a simulated Personio', () => {
  let personio: PersonioSimulator;
  const started: PersonioSimulator[] = [];
  before(async () => {
    personio = await start({ candidates: 120 });
  });
  after(() => Promise.all(started.map((one) => one.close())));

  async function start(options: PersonioSimulatorOptions = {}): Promise<PersonioSimulator> {
    const simulator = await startPersonioSimulator({ candidates: 20, ...options });
    started.push(simulator);
    return simulator;
  }

  const changedAt = (id: string): number => personio.company.tables.applications.get(id).updatedAt;

  it('lists all records once, what changed last first', async () => {
    for (const [path, count] of [
      ['applications', personio.company.tables.applications.count],
      ['candidates', 120],
      ['jobs', personio.company.tables.jobs.count],
      ['categories', 3],
    ] as const) {
      const all = await readAll(personio, `${recruiting}/${path}?limit=7`);
      assert.equal(all.length, count, path);
      assert.equal(new Set(all.map(({ id }) => id)).size, count, path);
      assert.ok(
        all.every(({ id }) => typeof id === 'string'),
        path,
      );
    }
    const listed = await readAll(personio, `${recruiting}/applications`);
    const times = listed.map(({ id }) => changedAt(id));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
  });

  it('has an empty page that names the next one, and none after the last', async () => {
    const pages = await readPages(personio, `${recruiting}/candidates?limit=50`);
    assert.deepEqual(
      pages.map((page) => page.length),
      [50, 0, 50, 20],
    );
    const { _meta } = await bodyOf(personio, `${recruiting}/categories`);
    assert.deepEqual(_meta, { links: {} });
  });

  it('has pages of 100 unless told, and refuses more than 200', async () => {
    const { _data } = await bodyOf(personio, `${recruiting}/candidates`);
    assert.equal(_data.length, 100);
    for (const wrong of ['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'page=2']) {
      const { status, body, headers } = await ask(personio, `${recruiting}/candidates?${wrong}`);
      assert.equal(status, 400, wrong);
      assert.equal(headers.get('content-type'), 'application/problem+json');
      assert.deepEqual(Object.keys(body), ['type', 'title', 'status', 'detail']);
    }
  });

  it('lists what changed after a moment or before one, without the moment itself', async () => {
    const all = await readAll(personio, `${recruiting}/applications`);
    const { id } = all[40];
    const at = new Date(changedAt(id)).toISOString();
    const later = await readAll(personio, `${recruiting}/applications?updated_at.gt=${at}`);
    const earlier = await readAll(personio, `${recruiting}/applications?updated_at.lt=${at}`);
    assert.deepEqual([later.length, earlier.length], [40, all.length - 41]);
    const inBerlin = encodeURIComponent(`${at.slice(0, -1)}+00:00`);
    const same = await readAll(personio, `${recruiting}/applications?updated_at.gt=${inBerlin}`);
    assert.deepEqual(same, later);
    for (const wrong of [
      `updated_at.gt=${at}&updated_at.lt=${at}`,
      `updated_at.gt=${localTime(changedAt(id))}`,
      'updated_at.gt=2026-01-01',
      `updated_at.gte=${at}`,
    ]) {
      assert.equal((await ask(personio, `${recruiting}/applications?${wrong}`)).status, 400, wrong);
    }
  });

  it('finds applications and candidates by e-mail address', async () => {
    const [{ candidate }] = await readAll(personio, `${recruiting}/applications?limit=1`);
    const address = encodeURIComponent(candidate.email.toUpperCase());
    const found = await readAll(personio, `${recruiting}/applications?candidate.email=${address}`);
    assert.deepEqual([...new Set(found.map((one) => one.candidate.id))], [candidate.id]);
    const [person, ...others] = await readAll(
      personio,
      `${recruiting}/candidates?email=${address}`,
    );
    assert.deepEqual([person.id, others], [candidate.id, []]);
    assert.deepEqual(
      new Set(person.applications.map(({ id }: { id: string }) => id)),
      new Set(found.map(({ id }) => id)),
    );
  });

  it('shows single records in three envelopes, and a problem where there is none', async () => {
    const all = await readAll(personio, `${recruiting}/applications`);
    const forms = new Set<string>();
    for (const one of all.slice(0, 12)) {
      const body = await bodyOf(personio, `${recruiting}/applications/${one.id}`);
      forms.add(['_data', 'data'].find((name) => name in body) ?? 'bare');
      assert.deepEqual(await readOne(personio, `${recruiting}/applications/${one.id}`), one);
    }
    assert.deepEqual([...forms].toSorted(), ['_data', 'bare', 'data']);
    const missing = ['applications/7', 'candidates/7', 'jobs/7', 'categories/7'];
    for (const path of [...missing, 'applications/7/stage-transitions']) {
      const { status, headers, body } = await ask(personio, `${recruiting}/${path}`);
      assert.deepEqual([status, body.status, body.title], [404, 404, 'Not Found'], path);
      assert.equal(headers.get('content-type'), 'application/problem+json');
    }
  });

  it('shows moments as local time with the name of its zone, as UTC, and as text', async () => {
    const all = await readAll(personio, `${recruiting}/applications`);
    const forms = new Set<string>();
    for (const { id, updated_at: shown } of all) {
      const at = Math.floor(changedAt(id) / 1000) * 1000;
      const utc = new Date(at).toISOString();
      const form = typeof shown === 'string' ? 'text' : Object.keys(shown).join();
      forms.add(form);
      if (form === 'text') assert.equal(shown, utc);
      else if (form === 'date,timezone') assert.equal(shown.date, utc);
      else assert.equal(shown['date-time'], localTime(at));
    }
    assert.deepEqual([...forms].toSorted(), ['date,timezone', 'date-time,timezone', 'text']);
    assert.equal(localTime(Date.UTC(2026, 5, 1, 22, 30)), '2026-06-02T00:30:00');
    assert.equal(localTime(Date.UTC(2026, 0, 1, 22, 30)), '2026-01-01T23:30:00');
  });

  it('shows the way of an application, the latest phase first', async () => {
    const all = await readAll(personio, `${recruiting}/applications`);
    for (const kind of ['rejected', 'withdrawn', 'accepted', 'unassigned', 'custom']) {
      const { id, current_stage: stage } = all.find((one) => one.current_stage.kind === kind);
      const { _data: way } = await bodyOf(
        personio,
        `${recruiting}/applications/${id}/stage-transitions`,
      );
      const { name, type } = stage;
      assert.deepEqual(way[0].stage, { name, type, kind }, kind);
      assert.equal(way.at(-1).stage.kind, 'unassigned');
    }
  });

  it('shows every application in a phase of the category of its job', async () => {
    const categories = await readAll(personio, `${recruiting}/categories`);
    const jobs = await readAll(personio, `${recruiting}/jobs`);
    for (const { job, current_stage: stage } of await readAll(
      personio,
      `${recruiting}/applications`,
    )) {
      const { category } = jobs.find(({ id }) => id === job.id);
      const { stages } = categories.find(({ id }) => id === category.id);
      const found = stages.find(({ id }: { id: string }) => id === stage.id);
      assert.deepEqual(found, stage);
    }
    const sizes = categories.map(({ stages }) => stages.length);
    assert.equal(new Set(sizes).size, 2);
  });

  it('shows nothing of people who were anonymised', async () => {
    const own = await start();
    const [{ id, candidate }] = await readAll(own, `${recruiting}/applications?limit=1`);
    own.company.erasePerson(candidate.id);
    const shown = await readOne(own, `${recruiting}/applications/${id}`);
    assert.equal(shown.is_anonymized, true);
    assert.deepEqual(shown.candidate, {
      id: candidate.id,
      first_name: null,
      last_name: null,
      email: null,
      gender: null,
    });
  });

  it('shows a change first, and no longer what was deleted', async () => {
    const own = await start();
    const all = await readAll(own, `${recruiting}/candidates`);
    const [{ id }, gone] = [all.at(-1), all.at(-2)];
    own.company.change('people', id, { phones: ['+49 30 5550199'] });
    own.company.remove('people', gone.id);
    const [first, ...others] = await readAll(own, `${recruiting}/candidates`);
    assert.deepEqual([first.id, first.phone], [id, '+49 30 5550199']);
    assert.equal(others.length, all.length - 2);
    assert.equal((await ask(own, `${recruiting}/candidates/${gone.id}`)).status, 404);
  });

  it('lists documents by owner, and gives their bytes', async () => {
    const withFile = [...personio.company.tables.people.values()].find(({ files }) => files[0]);
    const documents = '/v2/document-management/documents';
    const listed = await readAll(personio, `${documents}?owner_id=${withFile?.id}`);
    assert.deepEqual(
      listed.map(({ name }) => name),
      withFile?.files.map(({ name }) => name),
    );
    const { body, headers } = await ask(personio, `${documents}/${listed[0].id}/download`);
    assert.equal(headers.get('content-type'), 'application/pdf');
    assert.match(body, /^%PDF/);
    assert.equal((await ask(personio, documents)).status, 400);
    assert.equal((await ask(personio, `${documents}/7/download`)).status, 404);
  });

  it('invents the same people for the same seed', async () => {
    const [first, second] = [await start({ seed: 9 }), await start({ seed: 9 })];
    assert.deepEqual(first.credentials, second.credentials);
    assert.deepEqual(
      await readAll(first, `${recruiting}/candidates`),
      await readAll(second, `${recruiting}/candidates`),
    );
  });
});
