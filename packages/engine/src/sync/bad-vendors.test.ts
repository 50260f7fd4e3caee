import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Page } from '@hirewire/connector-kit';
import { RemoteError } from '@hirewire/connector-kit';
import { findIntegration, findRun } from '@hirewire/store';
import { listStaleRows, skipQueueWaits } from '@hirewire/store/testing';
import { runSync } from './run-sync.ts';
import { addSampleRecords, sampleJob } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const cutEmoji = 'Zo \ud83d';

describe('whatever a vendor sends', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 3);
  });
  afterEach(() => test.close());

  const candidate = () => {
    const record = test.ats.remote.records.candidates.get('c0');
    assert.ok(record);
    return record;
  };
  const application = () => {
    const record = test.ats.remote.records.applications.get('a0');
    assert.ok(record);
    return record;
  };

  const oddities: Record<string, () => void> = {
    'half of an emoji in every text': () =>
      test.ats.remote.put('candidates', {
        ...candidate(),
        remote_id: `c-${cutEmoji}`,
        first_name: cutEmoji,
        last_name: cutEmoji,
        title: cutEmoji,
        email_addresses: [{ email_address: `${cutEmoji}@example.com`, type: cutEmoji }],
        custom_fields: { [cutEmoji]: cutEmoji },
      }),
    'NUL bytes in every text': () =>
      test.ats.remote.put('candidates', {
        ...candidate(),
        remote_id: 'c\0',
        first_name: '\0',
        company: 'a\0b',
        tag_remote_ids: ['t\0'],
      }),
    'a stage position that is no whole number': () =>
      test.ats.remote.put('applications', { ...application(), current_stage_index: 1.5 }),
    'a stage position beyond all numbers': () =>
      test.ats.remote.put('applications', { ...application(), current_stage_index: 2 ** 40 }),
    'a date before year 1 and one that is none': () => {
      test.ats.remote.put('applications', {
        ...application(),
        remote_created_at: '0000-12-31T23:00:00.000Z',
      });
      test.ats.remote.put('jobs', { ...sampleJob(), remote_created_at: 'soon' });
    },
    'a hiring team with odd ids': () =>
      test.ats.remote.put('jobs', {
        ...sampleJob(),
        hiring_team: [{ user_remote_id: `u\0${cutEmoji}`, role_remote_ids: [`r\0${cutEmoji}`] }],
        screening_questions: [{ remote_id: `q\0${cutEmoji}`, title: `\0${cutEmoji}` }],
      }),
    'a text of five million characters': () =>
      test.ats.remote.put('jobs', { ...sampleJob(), description: 'x"é'.repeat(1_700_000) }),
  };
  for (const [oddity, send] of Object.entries(oddities)) {
    it(`costs a field and never a run: ${oddity}`, async () => {
      send();
      const run = await test.sync();
      assert.equal(run.state, 'SUCCEEDED');
      assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
      const again = await test.sync();
      const written = Object.values(again.models).reduce((sum, model) => sum + model.written, 0);
      assert.equal(written, 0);
      for (const records of Object.values(await test.everything())) {
        for (const record of records) assert.ok(JSON.stringify(record).isWellFormed());
      }
    });
  }

  it('can be reported, however odd the sample', async () => {
    for (const [index, sample] of ['\0', cutEmoji, `${'x'.repeat(119)}😀`].entries()) {
      const read = test.ats.connector.read.tags;
      assert.ok(read);
      test.ats.remote.beforePage = ({ model }) => {
        if (model !== 'offers') return;
        throw new RemoteError({ kind: 'unknown', message: `bad ${sample}`, status: 500 });
      };
      const connector = {
        ...test.ats.connector,
        read: {
          ...test.ats.connector.read,
          tags: ((context, request) => {
            context.reportIssue({ model: 'tags', field: `field ${index}`, sample });
            return read(context, request);
          }) satisfies typeof read,
        },
      };
      (test.environment.connectors as Map<string, unknown>).set('pretend', connector);
      const run = await test.sync();
      assert.equal(run.state, 'PARTIALLY_FAILED');
      assert.equal(run.issues.length, 1);
    }
  });

  it('costs the model of a page in which more than 10,000 values cannot be used, and no other', async () => {
    const read = test.ats.connector.read.tags;
    assert.ok(read);
    let reported = 0;
    const connector = {
      ...test.ats.connector,
      read: {
        ...test.ats.connector.read,
        tags: ((context, request) => {
          for (; reported < 1_000_000; reported += 1) {
            context.reportIssue({ model: 'tags', field: 'id', sample: {} });
          }
          return read(context, request);
        }) satisfies typeof read,
      },
    };
    (test.environment.connectors as Map<string, unknown>).set('pretend', connector);
    const run = await test.sync();
    assert.equal(run.state, 'PARTIALLY_FAILED');
    assert.match(run.message ?? '', /tags could not be read: More than 10000 values of one page/);
    assert.equal(run.models['candidates']?.state, 'DONE');
    assert.equal(reported, 10_000);
  });

  it('deletes nothing while a record has no usable id, since that may be the one that is missing', async () => {
    await test.sync();
    const read = test.ats.connector.read.tags;
    assert.ok(read);
    const connector = {
      ...test.ats.connector,
      read: {
        ...test.ats.connector.read,
        tags: async function* (context, request): AsyncGenerator<Page<'tags'>> {
          for await (const page of read(context, request)) {
            context.reportIssue({ model: 'tags', field: 'id', sample: null });
            yield { ...page, records: [] };
          }
        } satisfies typeof read,
      },
    };
    (test.environment.connectors as Map<string, unknown>).set('pretend', connector);
    for (const _ of ['first', 'second']) {
      const run = await test.sync();
      assert.equal(run.state, 'PARTIALLY_FAILED');
      assert.equal(run.models['tags']?.skippedDeletions, 1);
      assert.equal((await test.list('tags')).length, 1);
    }
  });

  it('deletes nothing and says so while the vendor counts more records than it lists', async () => {
    await test.sync();
    const read = test.ats.connector.read.candidates;
    assert.ok(read);
    const connector = {
      ...test.ats.connector,
      read: {
        ...test.ats.connector.read,
        candidates: async function* (context, request): AsyncGenerator<Page<'candidates'>> {
          for await (const page of read(context, request)) {
            const records = page.records.slice(1);
            yield page.resumeFrom === null ? { ...page, records, unlistedRecords: 1 } : page;
          }
        } satisfies typeof read,
      },
    };
    (test.environment.connectors as Map<string, unknown>).set('pretend', connector);
    for (const _ of ['first', 'second']) {
      const run = await test.sync();
      assert.equal(run.state, 'PARTIALLY_FAILED');
      assert.match(run.message ?? '', /counted 1 more candidates than it listed/);
      assert.equal(run.models['candidates']?.state, 'DONE');
      assert.equal((await test.list('candidates')).length, 3);
    }
    (test.environment.connectors as Map<string, unknown>).set('pretend', test.ats.connector);
    assert.equal((await test.sync()).message, null);
  });

  describe('whose list leaves out a record, as when those before it were deleted meanwhile', () => {
    const gone = 'a1';
    beforeEach(async () => {
      await test.sync();
      const read = test.ats.connector.read.applications;
      assert.ok(read);
      const withGap: typeof read = async function* (context, request) {
        for await (const page of read(context, request)) {
          yield { ...page, records: page.records.filter((record) => record.remote_id !== gone) };
        }
      };
      const connector = {
        ...test.ats.connector,
        read: { ...test.ats.connector.read, applications: withGap },
      };
      (test.environment.connectors as Map<string, unknown>).set('pretend', connector);
    });
    const living = async (): Promise<unknown[]> =>
      (await test.list('applications')).map((record) => record.remote_id).toSorted();

    it('keeps it, and stores what it has become', async () => {
      const record = test.ats.remote.records.applications.get(gone);
      assert.ok(record);
      test.ats.remote.put('applications', { ...record, remote_url: 'https://ats.example.com/a1' });
      const run = await test.sync();
      assert.equal(run.state, 'SUCCEEDED');
      assert.equal(run.models['applications']?.deleted, 0);
      assert.deepEqual(await living(), ['a0', 'a1', 'a2']);
      const kept = (await test.list('applications')).find(({ remote_id: id }) => id === gone);
      assert.equal(kept?.['remote_url'], 'https://ats.example.com/a1');
      assert.ok(test.logLines.some(({ fields }) => fields['event'] === 'sync.list.incomplete'));
      assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
    });

    it('deletes it if the vendor, asked for it, says that it is gone', async () => {
      test.ats.remote.delete('applications', gone);
      const run = await test.sync();
      assert.equal(run.state, 'SUCCEEDED');
      assert.equal(run.models['applications']?.deleted, 1);
      assert.deepEqual(await living(), ['a0', 'a2']);
    });

    it('deletes nothing while the vendor cannot be asked, unless it is missing a second time', async () => {
      test.ats.remote.beforeReadBack = () => {
        throw new RemoteError({ kind: 'unknown', message: 'Not today.', status: 500 });
      };
      const run = await test.sync();
      assert.equal(run.state, 'PARTIALLY_FAILED');
      assert.match(run.message ?? '', /applications were missing.*none was deleted: Not today/);
      assert.deepEqual(await living(), ['a0', 'a1', 'a2']);
      assert.equal((await test.sync()).state, 'SUCCEEDED');
      assert.deepEqual(await living(), ['a0', 'a2']);
    });

    it('waits for a vendor that is away, without reading the list again', async () => {
      const { remote } = test.ats;
      remote.beforeReadBack = () => {
        throw new RemoteError({ kind: 'unavailable', message: 'Gone away.', status: 503 });
      };
      const waiting = await test.sync();
      assert.equal(waiting.state, 'RUNNING');
      assert.equal(waiting.models['applications']?.message, 'Gone away.');
      remote.beforeReadBack = () => undefined;
      remote.reads.length = 0;
      await skipQueueWaits(test.database.pool);
      const run = { integrationId: test.integration.id, runId: waiting.id };
      await runSync(test.environment, run, new AbortController().signal);
      const ended = await findRun(test.database, run.integrationId, waiting.id);
      assert.equal(ended?.state, 'SUCCEEDED', ended?.message ?? '');
      assert.deepEqual(remote.reads, []);
      assert.deepEqual(await living(), ['a0', 'a1', 'a2']);
    });

    it('fails as any read does when the credentials are refused meanwhile', async () => {
      test.ats.remote.beforeReadBack = () => {
        test.ats.remote.refusal = new RemoteError({
          kind: 'authentication',
          message: 'Bad key.',
          status: 401,
        });
        throw test.ats.remote.refusal;
      };
      const run = await test.sync();
      assert.notEqual(run.models['applications']?.state, 'DONE');
      assert.deepEqual(await living(), ['a0', 'a1', 'a2']);
    });
  });

  it('deletes what a full read misses, where a record is made of its id alone', async () => {
    await test.sync();
    const { remote, connector: whole } = test.ats;
    for (const id of remote.records.tags.keys()) remote.delete('tags', id);
    const tags = async (_: unknown, ids: readonly string[]) => ids.map((id) => ({ remote_id: id }));
    const connector = { ...whole, readById: { ...whole.readById, tags } };
    const use = (one: object) =>
      (test.environment.connectors as Map<string, unknown>).set('pretend', one);
    use(connector);
    await test.sync();
    assert.equal((await test.list('tags')).length, 1);
    use({ ...connector, madeOfIds: ['tags'] });
    await test.sync();
    assert.deepEqual(await test.list('tags'), []);
  });

  it('lets the last word on a record count, also within one batch', async () => {
    await test.sync();
    const pages: Page<'tags'>[] = [
      { records: [{ remote_id: 't1', deleted: true }], resumeFrom: 1, completeness: 'changes' },
      { records: [{ remote_id: 't1', name: 'Back' }], resumeFrom: 2, completeness: 'changes' },
      { records: [{ remote_id: 't2', name: 'New' }], resumeFrom: 3, completeness: 'changes' },
      { records: [{ remote_id: 't2', deleted: true }], resumeFrom: null, completeness: 'changes' },
    ];
    const connector = {
      ...test.ats.connector,
      read: {
        ...test.ats.connector.read,
        tags: async function* () {
          yield* pages;
        },
      },
    };
    (test.environment.connectors as Map<string, unknown>).set('pretend', connector);
    await test.sync('DELTA');
    const tags = await test.list('tags');
    assert.deepEqual(
      tags.map((tag) => tag['name']),
      ['Back'],
    );
  });
});

describe('a run that was interrupted', () => {
  it('still says in the end what failed and what was withheld before', async () => {
    const test = await startTestEngine();
    try {
      addSampleRecords(test.ats.remote, 30);
      await test.sync();
      for (let index = 0; index < 20; index += 1) test.ats.remote.delete('candidates', `c${index}`);
      const stop = new AbortController();
      test.ats.remote.beforePage = ({ model }) => {
        if (model === 'users') {
          throw new RemoteError({ kind: 'permission', message: 'no users', status: 403 });
        }
        if (model === 'offers') stop.abort(new Error('shutting down'));
      };
      assert.equal((await test.sync('FULL', stop.signal)).state, 'RUNNING');
      test.ats.remote.beforePage = () => undefined;
      const run = await test.sync();
      assert.equal(run.state, 'PARTIALLY_FAILED');
      assert.match(run.message ?? '', /users could not be read: no users/);
      assert.match(run.message ?? '', /20 candidates were missing/);
    } finally {
      await test.close();
    }
  });

  for (const status of [401, 403]) {
    it(`costs one model where a ${status} to it alone looks like refused credentials`, async () => {
      const test = await startTestEngine();
      try {
        addSampleRecords(test.ats.remote, 3);
        test.ats.remote.beforePage = ({ model }) => {
          if (model !== 'offers') return;
          throw new RemoteError({ kind: 'authentication', message: 'Not you.', status });
        };
        test.ats.connector.checkCredentials = async () => {
          return { missingPermissions: [], accountLabel: null };
        };
        assert.equal((await test.sync()).state, 'RUNNING');
        const run = await test.sync();
        assert.equal(run.state, 'PARTIALLY_FAILED');
        assert.match(
          run.message ?? '',
          /offers could not be read: Not you\. They are accepted otherwise/,
        );
        const failed = Object.entries(run.models).filter(([, { state }]) => state !== 'DONE');
        assert.deepEqual(
          failed.map(([model]) => model),
          ['offers'],
        );
        const integration = await findIntegration(test.database, test.integration.id);
        assert.equal(integration?.authenticationFailingSince, null);
        // It is granted.
        test.ats.remote.beforePage = () => undefined;
        assert.equal((await test.sync()).state, 'SUCCEEDED');
        assert.equal((await test.list('offers')).length > 0, true);
      } finally {
        await test.close();
      }
    });
  }

  it('waits if the check of refused credentials fails for another reason', async () => {
    const test = await startTestEngine();
    try {
      addSampleRecords(test.ats.remote, 3);
      test.ats.remote.beforePage = ({ model }) => {
        if (model !== 'offers') return;
        throw new RemoteError({ kind: 'authentication', message: 'Not you.', status: 401 });
      };
      test.ats.connector.checkCredentials = async () => {
        throw new RemoteError({ kind: 'unavailable', message: 'Not now.', status: 503 });
      };
      const run = await test.sync();
      assert.equal(run.state, 'RUNNING');
      assert.equal(run.models['offers']?.message, 'Not now.');
    } finally {
      await test.close();
    }
  });

  it('does not forget refused credentials because of an outage in between', async () => {
    const test = await startTestEngine();
    const failingSince = async (): Promise<unknown> => {
      const integration = await findIntegration(test.database, test.integration.id);
      return integration?.authenticationFailingSince;
    };
    try {
      addSampleRecords(test.ats.remote, 3);
      const fail = (kind: 'authentication' | 'unavailable', status: number) => () => {
        throw new RemoteError({ kind, message: 'no', status });
      };
      test.ats.remote.beforePage = fail('authentication', 401);
      await test.sync();
      assert.equal((await test.sync()).state, 'AUTHENTICATION_FAILED');
      const first = await failingSince();
      assert.ok(first);
      test.ats.remote.beforePage = fail('unavailable', 503);
      assert.equal((await test.sync()).state, 'RUNNING');
      assert.deepEqual(await failingSince(), first);
      test.ats.remote.beforePage = () => undefined;
      assert.equal((await test.sync()).state, 'SUCCEEDED');
      assert.equal(await failingSince(), null);
    } finally {
      await test.close();
    }
  });
});

describe('a model that no sync has read yet', () => {
  it('is told apart from one that is empty', async () => {
    const test = await startTestEngine();
    try {
      addSampleRecords(test.ats.remote, 3);
      test.ats.remote.records.offers.clear();
      test.ats.remote.beforePage = ({ model }) => {
        if (model !== 'interviews') return;
        throw new RemoteError({ kind: 'permission', message: 'no', status: 403 });
      };
      await test.sync();
      const read = (await findIntegration(test.database, test.integration.id))?.readModels;
      assert.equal(read?.includes('offers'), true);
      assert.equal(read.includes('interviews'), false);
      test.ats.remote.beforePage = () => undefined;
      await test.sync();
      const later = await findIntegration(test.database, test.integration.id);
      assert.equal(later?.readModels.includes('interviews'), true);
    } finally {
      await test.close();
    }
  });
});
