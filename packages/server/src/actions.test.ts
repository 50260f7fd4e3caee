import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import {
  type Clock,
  parseExactly,
  type PlannedRequest,
  systemClock,
} from '@hirewire/connector-kit';
import { AtsError, operations } from '@hirewire/contract';
import { endPauses, until } from '@hirewire/store/testing';

import { callApi, errorOf } from './testing/call-api.ts';
import type { TestAnswer } from './testing/call-api.ts';
import { type FakeApi, type FakeCall, startFakeApi } from './testing/start-fake-api.ts';
import { succeed } from './testing/fake-ats.ts';
import type { viewInteraction } from './hirewire/views.ts';

const person = { first_name: 'Ada', last_name: 'Example', email_address: 'ada@example.com' };
const note = { content: 'Good talk', content_type: 'PLAIN_TEXT' };
const timeoutMs = 45_000;

describe('live actions', () => {
  let fake: FakeApi;
  /** Lets the time of the action that began last be over. */
  let endTime: () => void;
  const clock: Clock = {
    ...systemClock,
    sleep(milliseconds, signal) {
      const slept = systemClock.sleep(milliseconds, signal);
      if (milliseconds !== timeoutMs) return slept;
      const { promise, resolve } = Promise.withResolvers<void>();
      endTime = resolve;
      return Promise.race([slept, promise]);
    },
  };

  before(async () => {
    fake = await startFakeApi({
      allowedNetworks: ['127.0.0.0/8'],
      actionLimits: { atOnce: 3, timeoutMs, fileBytes: 1000 },
      clock,
    });
  });
  beforeEach(() => {
    fake.fake.requests.length = 0;
  });
  afterEach(async () => {
    fake.fake.answer = () => succeed();
    await endPauses(fake.api.database.pool);
  });
  after(() => fake.close());

  const addNote = (changes: Partial<FakeCall> = {}): Promise<TestAnswer> =>
    fake.call({
      path: `/ats/applications/${fake.id('applications', 'a1')}/notes`,
      body: note,
      ...changes,
    });
  const apply = (body: object = {}, job = fake.id('jobs', 'j1')): Promise<TestAnswer> =>
    fake.call({ path: `/ats/jobs/${job}/applications`, body: { candidate: person, ...body } });
  const written = (): string[] =>
    fake.fake.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
  const lastBody = () => JSON.parse(fake.fake.requests.find((one) => one.method === 'POST')!.body);

  function expectSuccess(answer: TestAnswer, operation: string): Record<string, unknown> {
    assert.equal(answer.status, 200, answer.text);
    const { response } = operations.find(({ id }) => id === operation)!;
    response.parse(answer.json);
    return answer.json as Record<string, unknown>;
  }

  describe('what they refuse before anything is sent', () => {
    const refusals: [string, () => Promise<TestAnswer>, RegExp][] = [
      [
        'an unknown application',
        () => addNote({ path: '/ats/applications/8Xi6iZrwusZqJmDGXs49GBmJ/notes' }),
        /no application with the id "8Xi6iZrwusZqJmDGXs49GBmJ"/,
      ],
      [
        'an id with a NUL',
        () => addNote({ path: '/ats/applications/a%00b/notes' }),
        /no application/,
      ],
      ['a note without content', () => addNote({ body: {} }), /`content` is required/],
      [
        'an unknown stage',
        () =>
          fake.call({
            method: 'PUT',
            path: `/ats/applications/${fake.id('applications', 'a1')}/stage`,
            body: { stage_id: 'x' },
          }),
        /no stage with the id "x"/,
      ],
      [
        'an unknown rejection reason',
        () =>
          fake.call({
            path: `/ats/applications/${fake.id('applications', 'a1')}/reject`,
            body: { rejection_reason_id: 'x' },
          }),
        /no rejection reason/,
      ],
      ['an unknown job', () => apply({}, 'nothing'), /no job with the id "nothing"/],
      ['an empty remote id', () => apply({}, 'remote:'), /no id after `remote:`/],
      ['a user that is not there', () => apply({ sourced_by: { user_id: 'x' } }), /no user/],
      [
        'an answer of the wrong type',
        () =>
          apply({
            screening_question_answers: [
              { question_id: fake.id('screening_questions', '2:j1:q1'), answer: 5 },
            ],
          }),
        /question "Why bridges\?" must be a text/,
      ],
      [
        'two answers to one question',
        () =>
          apply({
            screening_question_answers: ['a', 'b'].map((answer) => ({ question_id: 'q', answer })),
          }),
        /answered more than once/,
      ],
      [
        'a file that is no base64',
        () =>
          apply({
            attachments: [
              { name: 'a.pdf', type: 'CV', content_type: 'application/pdf', data: 'data:x' },
            ],
          }),
        /`attachments\[0\]\.data` is not base64/,
      ],
      [
        'a file that is too large',
        () =>
          apply({
            attachments: [
              {
                name: 'a.pdf',
                type: 'CV',
                content_type: 'application/pdf',
                data: Buffer.alloc(1001).toString('base64'),
              },
            ],
          }),
        /larger than 1000 bytes/,
      ],
      [
        'an empty file',
        () =>
          apply({ attachments: [{ name: 'a.pdf', type: 'CV', content_type: 'a/b', data: '' }] }),
        /is empty/,
      ],
      [
        'an idempotency key with spaces',
        () => addNote({ headers: { 'idempotency-key': 'a b' } }),
        /Idempotency-Key/,
      ],
      [
        'a dry run of a third kind',
        () => addNote({ headers: { 'hirewire-dry-run': 'maybe' } }),
        /Hirewire-Dry-Run/,
      ],
    ];
    for (const [name, call, message] of refusals) {
      it(name, async () => {
        const answer = await call();
        const error = errorOf(answer, 'ats');
        assert.equal(error.code, 'PLATFORM.INPUT_INVALID');
        assert.match(error.message, message);
        assert.deepEqual(fake.fake.requests, []);
      });
    }

    it('an action that the tool cannot do, with the reason', async () => {
      const answer = await fake.call({
        path: '/ats/import-tracked-application',
        body: { tracked_at: null, onlyfy: { id_type: 'application_id', application_id: '1' } },
      });
      const error = errorOf(answer, 'ats');
      assert.equal(error.code, 'INTEGRATION.ACTION_NOT_AVAILABLE');
      assert.match(error.message, /Tiny has no such ids/);
    });

    it('everything while the integration is off', async () => {
      await fake.api.engine.setEnabled(fake.integrationId, false);
      const error = errorOf(await addNote(), 'ats');
      await fake.api.engine.setEnabled(fake.integrationId, true);
      assert.equal(error.code, 'INTEGRATION.INACTIVE');
      assert.deepEqual(fake.fake.requests, []);
    });
  });

  it('answer with nothing but warnings, and tell how many more may run', async () => {
    const answer = await addNote();
    assert.deepEqual(answer.json, { status: 'success', data: {}, warnings: [] });
    assert.equal(answer.headers['concurrency-limit'], '3');
    assert.equal(answer.headers['concurrency-remaining'], '2');
    const tag = await fake.call({
      path: `/ats/candidates/${fake.id('candidates', 'c1')}/tags`,
      body: { tag: { name: 'Excited' } },
    });
    const { warnings } = expectSuccess(tag, 'add-candidate-tag');
    assert.deepEqual(warnings, [{ message: 'As a note.' }]);
  });

  it('hand the tool its own part of the remote fields, and no other', async () => {
    await addNote({
      body: {
        ...note,
        remote_fields: { tiny: { pinned: true }, greenhouse: { post_headers: {} } },
      },
    });
    assert.deepEqual(lastBody().remoteFields, { pinned: true });
  });

  it('create an application, which the lists show at once', async () => {
    fake.fake.answer = ({ path }) =>
      succeed(path === '/applications' ? { application: 'a9', candidate: 'c9' } : {});
    const startedAt = new Date().toISOString();
    const { data } = expectSuccess(
      await apply({ stage_id: fake.id('application_stages', 's2') }),
      'create-application',
    );
    const created = data as { id: string; candidate: { first_name: string } };
    assert.equal(created.id, fake.id('applications', 'a9'));
    assert.equal(created.candidate.first_name, 'Ada');
    const sent = lastBody();
    assert.equal(sent.stageRemoteId, 's2');
    assert.deepEqual(sent.source, { name: 'Acme', remoteId: null, isAutomatic: true });
    for (const list of ['applications', 'candidates']) {
      const page = await fake.call({
        method: 'GET',
        path: `/ats/${list}?updated_after=${startedAt}`,
      });
      const { results } = (page.json as { data: { results: { remote_id: string }[] } }).data;
      const ids = results.map(({ remote_id }) => remote_id);
      assert.ok(ids.includes(list === 'candidates' ? 'c9' : 'a9'), `${list}: ${ids.join()}`);
    }
  });

  it('create an application without what is empty or unusable, and say so', async () => {
    fake.fake.answer = ({ path }) =>
      succeed(path === '/applications' ? { application: 'a10', candidate: 'c10' } : {});
    const question = fake.id('screening_questions', '2:j1:q1');
    const answer = await apply({
      candidate: {
        ...person,
        phone_number: '',
        company: ' ',
        availability_date: '2027-02-01T23:30:00-08:00',
        social_links: [{ url: 'linkedin.com/in/ada' }, { url: 'https://ada.example.com' }],
      },
      screening_question_answers: [{ question_id: question, answer: '' }],
      source: { name: '' },
    });
    const { warnings } = expectSuccess(answer, 'create-application');
    const { candidate, answers, source } = lastBody();
    assert.deepEqual(
      [candidate.phone_number, candidate.company, candidate.availability_date, answers],
      [null, null, '2027-02-01', []],
    );
    assert.deepEqual(candidate.social_links, [{ url: 'https://ada.example.com' }]);
    assert.equal(source.isAutomatic, true);
    const messages = (warnings as { message: string }[]).map(({ message }) => message);
    assert.deepEqual(messages.slice(0, 4), [
      '`candidate.phone_number` was not sent: it is empty.',
      '`candidate.company` was not sent: it is empty.',
      '`candidate.social_links[0]` was not sent: it is no web address, such as https://example.com/ada.',
      'The answer to the question "Why bridges?" was not submitted: it is empty.',
    ]);
  });

  it('create an application for a job that only the tool knows', async () => {
    fake.fake.answer = ({ path }) =>
      succeed(path === '/applications' ? { application: 'a8', candidate: 'c1' } : {});
    const answer = await apply(
      { screening_question_answers: [{ question_id: 'q', answer: 'x' }] },
      'remote:1/2',
    );
    const { data, warnings } = expectSuccess(answer, 'create-application');
    assert.equal((data as { remote_id: string }).remote_id, 'a8');
    assert.match((warnings as { message: string }[])[0]!.message, /the job has no such question/);
    assert.equal(lastBody().job.remoteId, '1/2');
  });

  it('create a candidate, and answer with all of their applications', async () => {
    fake.fake.answer = ({ path }) =>
      succeed(path === '/applications' ? { application: 'a7', candidate: 'c7' } : {});
    const body = { candidate: person, application: { job_id: fake.id('jobs', 'j2') } };
    const answer = await fake.call({ path: '/ats/candidates', body });
    const { data } = expectSuccess(answer, 'create-candidate');
    const { applications } = data as { applications: { remote_id: string }[] };
    assert.deepEqual(
      applications.map(({ remote_id }) => remote_id),
      ['a7'],
    );
  });

  it('succeed with what was sent when the tool cannot be read afterwards', async () => {
    fake.fake.answer = ({ path }) =>
      path === '/applications'
        ? succeed({ application: 'a6', candidate: 'c6' })
        : { status: 404, body: '{}' };
    const { data, warnings } = expectSuccess(await apply(), 'create-application');
    const { id, candidate } = data as { id: string; candidate: { last_name: string } };
    assert.equal(id, fake.id('applications', 'a6'));
    assert.equal(candidate.last_name, 'Example');
    assert.match((warnings as { message: string }[])[0]!.message, /could not be read back yet/);
    assert.deepEqual(written(), ['/applications']);
  });

  describe('files', () => {
    let host: ReturnType<typeof createServer>;
    let url: string;
    before(async () => {
      host = createServer((request, response) => {
        if (request.url === '/cv.pdf') {
          response.writeHead(200, { 'content-type': 'application/pdf; x=y' }).end('%PDF');
        } else if (request.url === '/moved') {
          response.writeHead(302, { location: '/cv.pdf' }).end();
        } else if (request.url === '/away') {
          response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
        } else if (request.url === '/bomb') {
          const headers = { 'content-encoding': 'gzip' };
          response.writeHead(200, headers).end(gzipSync(Buffer.alloc(10_000_000)));
        } else if (request.url === '/endless') {
          response.writeHead(200);
          const timer = setInterval(() => response.write(Buffer.alloc(500)), 1);
          response.on('close', () => clearInterval(timer));
        } else {
          response.writeHead(404).end();
        }
      });
      await new Promise<void>((resolve) => void host.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    });
    after(() => {
      host.closeAllConnections();
      host.close();
    });
    const attach = (data_url: string): Promise<TestAnswer> =>
      fake.call({
        path: `/ats/applications/${fake.id('applications', 'a1')}/attachments`,
        body: { attachment: { name: '../../etc/cv.pdf', type: 'CV', data_url } },
      });

    it('are fetched from where the caller says, redirects included', async () => {
      expectSuccess(await attach(`${url}/moved`), 'add-application-attachment');
      assert.deepEqual(lastBody().attachment, {
        type: 'CV',
        file: { name: 'cv.pdf', contentType: 'application/pdf', size: 4 },
      });
    });

    const refused: [string, string, RegExp][] = [
      ['are refused from private addresses', 'http://10.0.0.1/x', /no public address/],
      ['are refused from other protocols', 'file:///etc/passwd', /data_url.* is refused/],
      ['are refused when they are not there', '/nothing', /answered 404/],
      ['are refused when they redirect to a private address', '/away', /no public address/],
      ['are refused when they never end', '/endless', /larger than 1000 bytes/],
      ['are refused when they unpack to more', '/bomb', /larger than 1000 bytes/],
      ['are refused with a password in the address', 'http://a:b@example.com/x', /is refused/],
    ];
    for (const [name, address, message] of refused) {
      it(name, async () => {
        const answer = await attach(address.startsWith('/') ? url + address : address);
        const error = errorOf(answer, 'ats');
        assert.equal(error.code, 'PLATFORM.INPUT_INVALID');
        assert.match(error.message, message);
        assert.deepEqual(written(), []);
      });
    }

    it('are listed with links that stream them from the tool, and that expire', async () => {
      const path = `/ats/applications/${fake.id('applications', 'a1')}/attachments`;
      const answer = await fake.call({ method: 'GET', path });
      const { data } = expectSuccess(answer, 'get-application-attachments');
      const [file] = (data as { results: { data_url: string; file_name: string }[] }).results;
      const link = new URL(file!.data_url);
      assert.ok(!link.href.includes('the-file') && !link.href.includes(fake.integrationId));
      const fetched = await callApi(fake.api, { path: link.pathname });
      assert.equal(fetched.status, 200);
      assert.equal(fetched.text, 'hello');
      assert.equal(fetched.headers['content-type'], 'text/plain');
      assert.match(String(fetched.headers['content-disposition']), /^attachment; filename=/);
      assert.equal(fetched.headers['cache-control'], 'private, no-store');
      // The last character may stand for bits that nobody reads.
      const other = link.pathname.at(-2) === 'A' ? 'B' : 'A';
      const broken = link.pathname.slice(0, -2) + other + link.pathname.slice(-1);
      assert.equal((await callApi(fake.api, { path: broken })).status, 404);
      const ofCandidate = await fake.call({
        method: 'GET',
        path: `/ats/candidates/${fake.id('candidates', 'c1')}/attachments`,
      });
      expectSuccess(ofCandidate, 'get-candidate-attachments');
    });

    it('are recorded without their links, with which anybody could fetch them', async () => {
      const path = `/ats/applications/${fake.id('applications', 'a1')}/attachments`;
      const answer = await fake.call({ method: 'GET', path });
      expectSuccess(answer, 'get-application-attachments');
      const log = await callApi(fake.api, {
        path: `/hirewire/v1/interactions/${String(answer.headers['hirewire-interaction-id'])}`,
        headers: { authorization: `Bearer ${fake.key}` },
      });
      const { data } = log.json as { data: ReturnType<typeof viewInteraction> };
      const recorded = data.response.body as typeof given;
      const given = answer.json as { data: { results: { data_url: string }[] } };
      for (const file of given.data.results) file.data_url = '[a link that has expired]';
      assert.deepEqual(recorded, given);
      assert.ok(!log.text.includes('/hirewire/v1/files/'));
    });

    it('are not given out for an integration that is off', async () => {
      const path = `/ats/applications/${fake.id('applications', 'a1')}/attachments`;
      const { data } = expectSuccess(
        await fake.call({ method: 'GET', path }),
        'get-application-attachments',
      );
      const [file] = (data as { results: { data_url: string }[] }).results;
      await fake.api.engine.setEnabled(fake.integrationId, false);
      const fetched = await callApi(fake.api, { path: new URL(file!.data_url).pathname });
      await fake.api.engine.setEnabled(fake.integrationId, true);
      assert.equal(fetched.status, 404);
    });
  });

  describe('failures of the tool', () => {
    const failures: [
      string,
      { status: number; body: string; headers?: Record<string, string> },
      string,
      number,
    ][] = [
      [
        'refused credentials',
        { status: 401, body: '{}' },
        'INTEGRATION.AUTHENTICATION_INVALID',
        401,
      ],
      ['a missing permission', { status: 403, body: '{}' }, 'INTEGRATION.PERMISSION_MISSING', 403],
      [
        'a rejected input',
        { status: 422, body: '{"message":"No such stage"}' },
        'REMOTE.INPUT_INVALID',
        400,
      ],
      [
        'a closed job',
        { status: 400, body: '{"message":"The job is closed"}' },
        'ATS.JOB_CLOSED',
        400,
      ],
      [
        'a limit that is used up for long',
        { status: 429, body: '{}', headers: { 'retry-after': '30' } },
        'REMOTE.RATE_LIMIT_EXCEEDED',
        429,
      ],
      [
        'an answer that nobody understands',
        { status: 418, body: '{}' },
        'REMOTE.UNKNOWN_HTTP_ERROR',
        502,
      ],
      [
        'a failure after which nobody knows',
        { status: 500, body: '<html>' },
        'REMOTE.UNKNOWN_HTTP_ERROR',
        502,
      ],
      ['a success that was cut', { status: 200, body: '{"a' }, 'REMOTE.UNKNOWN_HTTP_ERROR', 502],
      ['a lost connection', { status: 0, body: '' }, 'PLATFORM.TASK_TIMED_OUT', 504],
    ];
    for (const [name, answer, code, status] of failures) {
      it(`${name} is ${code}, sent once, with a log that opens`, async () => {
        fake.fake.answer = () => answer;
        const given = await addNote();
        const error = errorOf(given, 'ats');
        assert.equal(error.code, code);
        assert.equal(given.status, status);
        assert.deepEqual(written(), ['/note']);
        const { log_url } = AtsError.parse(given.json).error;
        const log = await callApi(fake.api, {
          path: new URL(log_url!).pathname,
          headers: { authorization: `Bearer ${fake.key}` },
        });
        assert.equal(log.status, 200);
        const { data } = log.json as { data: ReturnType<typeof viewInteraction> };
        assert.equal(data.response.error_code, code);
        const [sent] = data.remote_requests;
        assert.equal(sent?.method, 'POST');
        assert.equal((sent.request_body as typeof note).content, 'Good talk');
        assert.ok(!log.text.includes('a-very-secret-key'));
      });
    }

    it('a 401 is a missing permission where the credentials are accepted otherwise', async () => {
      fake.fake.answer = ({ path }) =>
        path === '/check' ? succeed() : { status: 401, body: '{}' };
      const given = await addNote();
      assert.equal(errorOf(given, 'ats').code, 'INTEGRATION.PERMISSION_MISSING');
      assert.equal(given.status, 403);
    });

    it('an unforeseen failure is logged once, under the request id that the answer names', async () => {
      // An answer without ids, which the connector does not expect.
      fake.fake.answer = () => succeed({});
      const given = await apply();
      const error = errorOf(given, 'ats');
      assert.deepEqual([given.status, error.code], [500, 'PLATFORM.UNKNOWN_ERROR']);
      const requestId = String(given.headers['x-request-id']);
      assert.ok(error.message.includes(requestId));
      assert.ok(!error.message.includes('undefined'));
      const explained = fake.api.logLines.filter(
        (line) => line.includes(requestId) && line.includes('"stack"'),
      );
      assert.equal(explained.length, 1);
      assert.match(String(explained[0]), /TypeError/);
    });

    it('tells when to repeat a refused action', async () => {
      fake.fake.answer = () => ({ status: 429, body: '{}', headers: { 'retry-after': '30' } });
      assert.equal((await addNote()).headers['retry-after'], '30');
    });

    it('a tool that never answers is given up in time', async () => {
      fake.fake.answer = () => {
        endTime();
        return new Promise(() => undefined);
      };
      const given = await addNote();
      assert.equal(errorOf(given, 'ats').code, 'PLATFORM.TASK_TIMED_OUT');
      assert.match(errorOf(given, 'ats').message, /may nevertheless have been made/);
    });

    it('a log is not there for other environments, nor without a key', async () => {
      fake.fake.answer = () => ({ status: 403, body: '{}' });
      const { log_url } = AtsError.parse((await addNote()).json).error;
      const path = new URL(log_url!).pathname;
      assert.equal((await callApi(fake.api, { path })).status, 401);
      const { key } = await fake.api.createKey('others');
      const headers = { authorization: `Bearer ${key}` };
      assert.equal((await callApi(fake.api, { path, headers })).status, 404);
    });
  });

  describe('with an idempotency key', () => {
    const keyed = (key: string, changes: Partial<FakeCall> = {}): Promise<TestAnswer> =>
      addNote({ headers: { 'idempotency-key': key }, ...changes });

    it('the same request gets the same answer, and is sent once', async () => {
      const [first, second] = [await keyed('same'), await keyed('same')];
      assert.equal(second.text, first.text);
      assert.equal(second.headers['idempotent-replayed'], 'true');
      assert.deepEqual(written(), ['/note']);
    });

    it('another request is an input error', async () => {
      await keyed('other');
      const answer = await keyed('other', { body: { ...note, content: 'Bad talk' } });
      assert.equal(errorOf(answer, 'ats').code, 'PLATFORM.INPUT_INVALID');
      assert.deepEqual(written(), ['/note']);
    });

    it('requests at the same moment wait for the first and get its answer', async () => {
      let arrived = 0;
      const count = (): void => void (arrived += 1);
      fake.api.app.server.on('request', count);
      fake.fake.answer = () => until(() => arrived === 6).then(() => succeed());
      const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => keyed('together')));
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
      fake.api.app.server.off('request', count);
      assert.deepEqual(written(), ['/note']);
    });

    it('a failure that changed nothing can be corrected, and one that may have is given again', async () => {
      assert.equal((await keyed('typo', { body: {} })).status, 400);
      assert.equal((await keyed('typo')).status, 200);
      fake.fake.answer = () => ({ status: 500, body: '{}' });
      const first = await keyed('broken');
      fake.fake.answer = () => succeed();
      const second = await keyed('broken');
      assert.equal(first.status, 502);
      assert.equal(second.text, first.text);
      assert.equal(written().length, 2);
    });

    it('a refusal for the time being may be repeated under its key', async () => {
      fake.fake.answer = () => ({ status: 429, body: '{}', headers: { 'retry-after': '30' } });
      assert.equal((await keyed('later')).status, 429);
      await endPauses(fake.api.database.pool);
      fake.fake.answer = () => succeed();
      assert.equal((await keyed('later')).status, 200);
    });
  });

  it('are as many at once as the integration may run', async () => {
    const { promise: twoAnswered, resolve } = Promise.withResolvers<void>();
    fake.fake.answer = () => twoAnswered.then(() => succeed());
    let answered = 0;
    const add = async (): Promise<TestAnswer> => {
      const answer = await addNote();
      answered += 1;
      if (answered === 2) resolve();
      return answer;
    };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(add));
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 2);
    for (const answer of refused) {
      assert.equal(errorOf(answer, 'ats').code, 'PLATFORM.CONCURRENCY_LIMIT_EXCEEDED');
      assert.equal(answer.headers['concurrency-limit'], '3');
      assert.equal(answer.headers['concurrency-remaining'], '0');
      assert.equal(answer.headers['retry-after'], '1');
    }
    assert.equal((await addNote()).status, 200);
  });

  it('in a dry run send nothing, and answer with what they would have sent', async () => {
    const answer = await addNote({ headers: { 'hirewire-dry-run': 'true' } });
    assert.equal(answer.status, 200);
    assert.deepEqual(fake.fake.requests, []);
    const { data } = answer.json as { data: { dry_run: boolean; requests: PlannedRequest[] } };
    assert.equal(data.dry_run, true);
    assert.equal(data.requests.length, 1);
    const [planned] = data.requests;
    assert.equal(planned?.method, 'POST');
    assert.equal(planned.url, `${fake.fake.url}/note`);
    assert.equal((planned.body as typeof note).content, 'Good talk');
    const created = await fake.call({
      path: `/ats/jobs/${fake.id('jobs', 'j1')}/applications`,
      body: { candidate: person },
      headers: { 'hirewire-dry-run': 'true' },
    });
    assert.equal(created.status, 200);
    assert.deepEqual(fake.fake.requests, []);
  });

  describe('passthrough', () => {
    const pass = (body: unknown, path = '/passthrough/tiny/v1'): Promise<TestAnswer> =>
      fake.call({ path, body });

    it('hands the request to the tool and its answer back, whatever the status', async () => {
      fake.fake.answer = () => ({
        status: 404,
        body: '{"gone":true}',
        headers: { 'x-limit': '9' },
      });
      const answer = await pass({
        method: 'PATCH',
        path: '/people/1?full=1',
        params: { page: '2' },
        headers: { 'X-Actor': 'me' },
        data: { name: 'Ada' },
      });
      const { data } = expectSuccess(answer, 'send-passthrough-request');
      const {
        status,
        headers,
        data: said,
      } = data as {
        status: number;
        headers: Record<string, string>;
        data: unknown;
      };
      assert.equal(status, 404);
      assert.equal(headers['x-limit'], '9');
      assert.deepEqual(said, { gone: true });
      const [sent] = fake.fake.requests;
      assert.equal(sent?.path, '/api/people/1?full=1&page=2');
      assert.equal(sent.headers['x-actor'], 'me');
      assert.equal(sent.headers['authorization'], 'Bearer a-very-secret-key');
      assert.deepEqual(JSON.parse(sent.body), { name: 'Ada' });
    });

    it('hands on numbers as they are written, in both directions and in its records', async () => {
      const text = '{"id":12345678901234567890,"ratio":0.12345678901234567890,"limit":1e400}';
      fake.fake.answer = () => ({ status: 200, body: text });
      const data = parseExactly(text);
      const answer = await pass({ method: 'POST', path: '/people', data });
      expectSuccess(answer, 'send-passthrough-request');
      assert.ok(answer.text.includes(`"data":${text}`), answer.text);
      assert.equal(fake.fake.requests[0]?.body, text);
    });

    it('hands on an answer that is nested hundreds of levels deep', async () => {
      const text = `${'['.repeat(500)}${']'.repeat(500)}`;
      fake.fake.answer = () => ({ status: 200, body: text });
      const answer = await pass({ method: 'GET', path: '/people' });
      assert.equal(answer.status, 200, answer.text);
      assert.ok(answer.text.includes(text));
    });

    it('says what is wrong with an answer that would cost too much, which base64 avoids', async () => {
      const attacks = [
        '['.repeat(3_100_000),
        `${'['.repeat(5000)}${']'.repeat(5000)}`,
        `[${'{},'.repeat(1_000_000)}{}]`,
      ];
      for (const body of attacks) {
        fake.fake.answer = () => ({ status: 200, body });
        const request = { method: 'GET', path: '/people' };
        const [answer, other] = await Promise.all([
          pass(request),
          fake.call({ method: 'GET', path: '/ats/jobs' }),
        ]);
        assert.equal(other.status, 200);
        assert.equal(answer.status, 502, answer.text);
        const { code, message } = errorOf(answer, 'general');
        assert.equal(code, null);
        assert.match(message, /nested deeper than 500 levels|more than 500000 values/);
        const bytes = await pass({ ...request, response_as_base64: true });
        assert.equal(bytes.status, 200);
      }
    });

    it('takes forms with files, and gives bytes in base64', async () => {
      fake.fake.answer = () => ({ status: 200, body: 'ÿ' });
      const answer = await pass({
        method: 'POST',
        path: 'files',
        multipart_form_data: [
          { name: 'kind', value: 'cv' },
          { name: 'file', value: { name: 'a.txt', content_type: 'text/plain', data: 'aGk=' } },
        ],
        response_as_base64: true,
      });
      const { data } = expectSuccess(answer, 'send-passthrough-request');
      assert.equal((data as { data: string }).data, Buffer.from('ÿ').toString('base64'));
      const [sent] = fake.fake.requests;
      assert.match(String(sent?.headers['content-type']), /^multipart\/form-data; boundary=/);
      assert.match(
        sent!.body,
        /name="file"; filename="a.txt"\r\nContent-Type: text\/plain\r\n\r\nhi/,
      );
    });

    const refused: [string, unknown, string?][] = [
      ['a path that leaves the API', { method: 'GET', path: '/../admin' }],
      ['another host', { method: 'GET', path: '//evil.example.com/x' }],
      ['an own authorization', { method: 'GET', path: '/x', headers: { Authorization: 'x' } }],
      ['another tool', { method: 'GET', path: '/x' }, '/passthrough/ashby/v1'],
      ['an unknown API', { method: 'GET', path: '/x' }, '/passthrough/tiny/v2'],
      ['a body of GET', { method: 'GET', path: '/x', data: {} }],
    ];
    for (const [name, body, path] of refused) {
      it(`refuses ${name} with a general error`, async () => {
        const answer = await pass(body, path);
        const error = errorOf(answer, 'general');
        assert.equal(answer.status, 400, answer.text);
        assert.equal(error.code, 'PLATFORM.INPUT_INVALID', error.message);
        assert.deepEqual(fake.fake.requests, []);
      });
    }

    it('says without a code that the tool is not there', async () => {
      fake.fake.answer = () => ({ status: 0, body: '' });
      const answer = await pass({ method: 'GET', path: '/x' });
      assert.equal(errorOf(answer, 'general').code, null);
      assert.equal(answer.status, 503);
    });
  });
});
