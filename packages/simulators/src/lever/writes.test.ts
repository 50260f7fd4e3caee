import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startLeverSimulator } from './start-lever-simulator.ts';
import type { LeverSimulator } from './start-lever-simulator.ts';
import { ask, dataOf, readAll, write } from './testing/lever-client.ts';
import type { LeverAnswer } from './testing/lever-client.ts';

type Shape = LeverAnswer['body'];

describe('what is written to the Lever simulator', () => {
  let lever: LeverSimulator;
  let now = Date.UTC(2027, 0, 1);
  let one: Shape;
  let stages: string[];
  let reasons: Shape[];
  before(async () => {
    lever = await startLeverSimulator({ candidates: 120, now: () => (now += 1) });
    const active = await readAll(lever, '/opportunities?archived=false');
    one = active.find((found) => found.applications.length > 0 && found.emails.length > 0);
    stages = (await dataOf(lever, '/stages')).map(({ id }: Shape) => id);
    reasons = await dataOf(lever, '/archive_reasons');
  });
  after(() => lever.close());

  const current = (id = one.id): Promise<Shape> => dataOf(lever, `/opportunities/${id}`);
  const put = (name: string, body: unknown) =>
    write(lever, `/opportunities/${one.id}/${name}`, body, 'PUT');
  const post = (name: string, body: unknown) =>
    write(lever, `/opportunities/${one.id}/${name}`, body);

  it('needs an acting user, who may be deactivated, but for sources', async () => {
    const users = [...lever.company.tables.users.values()];
    const gone = users.find(({ isActive }) => !isActive)?.id;
    const path = `/opportunities/${one.id}`;
    const statusAs = async (name: string, query: string, body: unknown, method = 'POST') =>
      (await ask(lever, `${path}/${name}${query}`, { method, body })).status;
    const named: [name: string, body: unknown, method?: string][] = [
      ['stage', { stage: one.stage }, 'PUT'],
      ['archived', { reason: null }, 'PUT'],
      ['addTags', { tags: ['x'] }],
      ['removeLinks', { links: ['https://example.com/x'] }],
      ['notes', { value: 'x' }],
    ];
    for (const [name, body, method] of named) {
      assert.equal(await statusAs(name, '', body, method), 400, name);
      const stranger = `?perform_as=${crypto.randomUUID()}`;
      assert.equal(await statusAs(name, stranger, body, method), 400, name);
      assert.ok((await statusAs(name, `?perform_as=${gone}`, body, method)) < 300, name);
    }
    assert.equal(await statusAs('addSources', '', { sources: ['x'] }), 200);
    assert.equal(await statusAs('addSources', '?perform_as=x', { sources: ['x'] }), 400);
  });

  it('moves to a stage of the account, and says not whose opportunity it is', async () => {
    const stage = stages.find((id) => id !== one.stage);
    const { status, body } = await put('stage', { stage });
    assert.equal(status, 200);
    const { name, headline, emails, phones, stage: shown } = body.data;
    assert.deepEqual([name, headline, emails, phones, shown], ['', '', [], [], stage]);
    const moved = await current();
    assert.deepEqual([moved.stage, moved.name], [stage, one.name]);
    assert.equal(moved.stageChanges.at(-1).toStageId, stage);
    assert.ok(moved.updatedAt > one.updatedAt && moved.lastAdvancedAt > one.lastAdvancedAt);
    assert.equal((await put('stage', { stage: 'stage-of-nobody' })).status, 404);
  });

  it('archives with a reason, hires with one of type hired, and takes it back with null', async () => {
    const declined = reasons.find(({ type }) => type === 'non-hired').id;
    const { body } = await put('archived', { reason: declined });
    assert.deepEqual([body.data.archived.reason, body.data.emails], [declined, []]);
    assert.equal((await put('archived', { reason: 'no-reason' })).status, 404);
    assert.equal((await put('archived', {})).status, 400);
    assert.equal((await current()).archived.reason, declined);
    await put('archived', { reason: null });
    assert.equal((await current()).archived, null);
    const hired = reasons.find(({ type }) => type === 'hired').id;
    await put('archived', { reason: hired });
    assert.equal(lever.company.tables.applications.get(one.id).status, 'hired');
    await put('stage', { stage: 'offer' });
    assert.equal((await current()).archived.reason, hired);
    await put('archived', { reason: null });
  });

  it('cancels the planned interviews with an archive that asks for it', async () => {
    const users = [...lever.company.tables.users.values()].slice(0, 2).map(({ id }) => ({ id }));
    const interview = { subject: 'Talk', interviewers: users, date: now + 90_000, duration: 45 };
    const { status, body } = await post('panels', {
      timezone: 'Europe/Berlin',
      interviews: [interview, { ...interview, subject: 'Lunch', duration: 30 }],
    });
    assert.equal(status, 201);
    const panel = await dataOf(lever, `/opportunities/${one.id}/panels/${body.data.id}`);
    assert.deepEqual(
      [panel.externallyManaged, panel.interviews.map(({ subject }: Shape) => subject)],
      [true, ['Talk', 'Lunch']],
    );
    await put('archived', { reason: reasons[0].id, cleanInterviews: true });
    const { canceledAt } = await dataOf(lever, `/opportunities/${one.id}/panels/${body.data.id}`);
    assert.ok(canceledAt > 0);
    await put('archived', { reason: null });
    const strange = { ...interview, interviewers: [{ id: crypto.randomUUID() }] };
    const asked = { timezone: 'Europe/Berlin', interviews: [strange] };
    assert.equal((await post('panels', asked)).status, 404);
  });

  it('adds and removes tags, links and sources of one opportunity', async () => {
    const samples = { Tags: 'Zebra', Links: 'https://example.com/zebra', Sources: 'Zebra fair' };
    for (const [title, text] of Object.entries(samples)) {
      const name = title.toLowerCase();
      const before = (await current())[name];
      const added = (await post(`add${title}`, { [name]: [text, text] })).body.data;
      assert.deepEqual(added.name, title === 'Links' ? one.name : '', 'names of the answer');
      const own = (await current())[name];
      assert.deepEqual(own.filter((word: string) => word === text).length, 1);
      assert.ok(before.every((word: string) => own.includes(word)));
      await post(`remove${title}`, { [name]: [text] });
      assert.deepEqual((await current())[name].toSorted(), before.toSorted());
    }
    assert.equal((await post('addLinks', { links: ['no address'] })).status, 400);
    assert.equal((await post('addTags', { tags: 'Zebra' })).status, 400);
  });

  it('keeps the tags that follow the posting', async () => {
    const { jobId } = lever.company.tables.applications.get(one.id);
    const { title } = lever.company.tables.jobs.get(jobId ?? '');
    await post('removeTags', { tags: [title] });
    assert.ok((await current()).tags.includes(title));
    lever.company.change('jobs', jobId ?? '', { title: 'Renamed' });
    const { tags } = await current();
    assert.deepEqual([tags.includes('Renamed'), tags.includes(title)], [true, false]);
  });

  it('adds notes, adds to a note, and deletes it with all', async () => {
    const { status, body } = await post('notes', { value: 'First', secret: true, score: 3 });
    assert.equal(status, 201);
    const { noteId } = body.data;
    const more = await post(`notes?note_id=${noteId}`, { value: 'Second', createdAt: 5 });
    assert.equal(more.status, 201);
    const path = `/opportunities/${one.id}/notes/${noteId}`;
    const note = await dataOf(lever, path);
    const fields = note.fields.map(({ value, score }: Shape) => [value, score]);
    assert.deepEqual(
      [note.secret, fields],
      [
        true,
        [
          ['First', 3],
          ['Second', null],
        ],
      ],
    );
    assert.equal((await post('notes', { value: ' ' })).status, 400);
    assert.equal((await post(`notes?note_id=${one.id}`, { value: 'x' })).status, 404);
    assert.equal((await write(lever, path, undefined, 'DELETE')).status, 204);
    assert.equal((await ask(lever, path)).status, 404);
    const left = [...lever.company.tables.notes.values()].map(({ text }) => text);
    assert.ok(!left.includes('First') && !left.includes('Second'));
  });

  it('takes files up to 30 MB', async () => {
    const form = (size: number, name = 'file') => {
      const data = new FormData();
      data.append(name, new Blob([Buffer.alloc(size, 7)]), 'letter.docx');
      return data;
    };
    const { status, body } = await post('files', form(9));
    assert.equal(status, 201);
    const { id, name, ext, size } = body.data;
    assert.deepEqual([name, ext, size], ['letter.docx', 'docx', 9]);
    const content = await ask(lever, `/opportunities/${one.id}/files/${id}/download`);
    assert.equal(content.body, '\x07'.repeat(9));
    assert.equal((await post('files', form(30 * 1024 * 1024))).status, 201);
    assert.equal((await post('files', form(30 * 1024 * 1024 + 1))).status, 400);
    assert.equal((await post('files', form(9, 'document'))).status, 400);
    assert.equal((await post('files', {})).status, 400);
  });

  describe('as a new opportunity', () => {
    it('makes a contact and an opportunity of what is sent', async () => {
      const posting = [...lever.company.tables.jobs.values()].find((job) => !job.isConfidential);
      const sent = {
        name: 'Ada Example',
        headline: 'Welder',
        location: 'Leipzig',
        phones: [{ value: '+49 30 1', type: 'work' }],
        emails: ['ada@example.com'],
        links: ['https://example.com/ada'],
        tags: ['Hand-made'],
        sources: ['Fair'],
        origin: 'referred',
        stage: stages[4],
        postings: [posting?.id],
        createdAt: 1_700_000_000_000,
      };
      const { status, body } = await write(lever, '/opportunities', sent);
      assert.deepEqual([status, body.deduped], [201, undefined]);
      const made = body.data;
      for (const name of [
        'name',
        'headline',
        'location',
        'emails',
        'links',
        'sources',
        'origin',
        'stage',
        'createdAt',
      ] as const) {
        assert.deepEqual(made[name], sent[name], name);
      }
      assert.ok(made.tags.includes('Hand-made') && made.tags.includes(posting?.title));
      assert.deepEqual(await current(made.id), made);
      const application = await dataOf(lever, `/opportunities/${made.id}/applications`);
      assert.equal(application[0].posting, posting?.id);
    });

    it('knows a person by an address, whose own data win', async () => {
      const email = one.emails[0].toUpperCase();
      const sent = { name: 'Somebody Else', emails: [email], headline: 'Other' };
      const { body } = await write(lever, '/opportunities', sent);
      assert.equal(body.deduped, true);
      const { contact, name, stage, applications, origin } = body.data;
      assert.deepEqual([contact, name], [one.contact, one.name]);
      assert.deepEqual([stage, applications, origin], ['lead-new', [], 'sourced']);
      const again = await write(lever, '/opportunities', { contact: one.contact });
      assert.deepEqual([again.body.deduped, again.body.data.contact], [true, one.contact]);
    });

    it('may be archived at once', async () => {
      const archived = { reason: lever.hiredReasonId, archivedAt: 1_700_000_000_000 };
      const { body } = await write(lever, '/opportunities', { name: 'Bo', archived });
      assert.deepEqual(body.data.archived, archived);
    });

    it('comes as a form with files as well', async () => {
      const form = new FormData();
      const fields: [string, string][] = [
        ['name', 'Cy Example'],
        ['emails[]', 'cy@example.com'],
        ['tags[]', 'One'],
        ['tags[]', 'Two'],
        ['phones[0][value]', '+1'],
        ['phones[0][type]', 'home'],
        ['phones[][value]', '+2'],
        ['archived[reason]', reasons[0].id],
      ];
      for (const [name, value] of fields) form.append(name, value);
      form.append('resumeFile', new Blob(['cv']), 'cv.pdf');
      form.append('files[]', new Blob(['letter']), 'letter.pdf');
      const { status, body } = await write(lever, '/opportunities', form);
      assert.equal(status, 201, JSON.stringify(body));
      const { id, name, emails, tags, phones, archived } = body.data;
      assert.deepEqual([name, emails, tags], ['Cy Example', ['cy@example.com'], ['One', 'Two']]);
      assert.deepEqual(
        phones.map(({ value }: Shape) => value),
        ['+1', '+2'],
      );
      assert.equal(archived.reason, reasons[0].id);
      const [resume] = await dataOf(lever, `/opportunities/${id}/resumes`);
      const [file] = await dataOf(lever, `/opportunities/${id}/files`);
      assert.deepEqual([resume.file.name, file.name], ['cv.pdf', 'letter.pdf']);
    });

    it('is refused with anything that is wrong, and nothing is made', async () => {
      const count = lever.company.tables.people.count;
      const unknown = crypto.randomUUID();
      const wrong: [number, object][] = [
        [400, {}],
        [400, { name: 'X', emails: 'x@example.com' }],
        [400, { name: 'X', emails: ['no address'] }],
        [400, { name: 'X', phones: ['+1'] }],
        [400, { name: 'X', origin: 'moon' }],
        [400, { name: 'X', postings: [unknown, unknown] }],
        [400, { name: 'X', job: unknown }],
        [404, { name: 'X', postings: [unknown] }],
        [404, { name: 'X', stage: 'nowhere' }],
        [404, { name: 'X', owner: unknown }],
        [404, { name: 'X', archived: { reason: unknown } }],
        [404, { contact: unknown }],
      ];
      for (const [status, body] of wrong) {
        const answer = await write(lever, '/opportunities', body);
        assert.equal(answer.status, status, JSON.stringify(body));
      }
      const { status } = await ask(lever, '/opportunities', {
        method: 'POST',
        body: { name: 'X' },
      });
      assert.equal(status, 400);
      assert.equal(lever.company.tables.people.count, count);
    });
  });
});
