import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { Authentication } from '../http/remote.ts';
import { inputError } from '../writing/input-error.ts';
import type { AttachmentRecord } from '../writing/writes.ts';
import { createBench } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import type { Flaw } from './self-test/flaw.ts';
import { createFakeConnector } from './self-test/fake-connector.ts';
import { startFakeRemote, fakePermissions } from './self-test/fake-remote.ts';
import type { FakeRemote } from './self-test/fake-remote.ts';
import type { ConformanceSubject } from './subject.ts';
import { checkGaps, conformanceTests, judge, testConnector } from './test-connector.ts';

const scenarios: ConformanceSubject<FakeRemote>['scenarios'] = {
  listRemoteIds: (remote) => ({ users: remote.listUserIds(), roles: ['r1', 'r2'] }),
  listNotes: ({ records }) => records.notes,
  nameTrackedApplication: () => ({ imported: { id_type: 'tiny', tiny_id: 'a1' }, remoteId: 'a1' }),
  changeOldRecord(remote) {
    remote.putUser({ ...remote.getUser('u1'), name: 'Bo Changed' });
    return { model: 'users', remoteId: 'u1' };
  },
  deleteRecord(remote) {
    remote.deleteUser('u2');
    return { model: 'users', remoteId: 'u2' };
  },
  insertWhilePaging: (remote) => ({
    model: 'users',
    insert() {
      remote.putUser({ id: 'new', name: 'New Example', email: '', state: 'on', roles: [] });
      return { remoteId: 'new' };
    },
  }),
  addUnknownEnumValue(remote) {
    remote.putUser({ ...remote.getUser('u3'), state: 'asleep' });
    return { model: 'users', remoteId: 'u3', field: 'status' };
  },
  addMalformedRecord(remote) {
    remote.putUser({ ...remote.getUser('u4'), state: { since: 2020 } });
    return { model: 'users', remoteId: 'u4', field: 'status' };
  },
  expireSyncToken(remote) {
    remote.expireTokens();
    return { model: 'users' };
  },
  startWithSmallPages: () => startFakeRemote({ maxRows: 2 }),
  loopPages(remote) {
    remote.loopPages();
    return { model: 'users' };
  },
  expirePages(remote) {
    remote.expirePages();
    return { model: 'users' };
  },
  limitPermissions: ({ lacks, credentials }) =>
    fakePermissions.map((missing) => ({
      missing,
      limit() {
        lacks.clear();
        lacks.add(missing);
        return credentials;
      },
    })),
};

const sound: ConformanceSubject<FakeRemote> = {
  connector: createFakeConnector(),
  name: 'the tiny connector',
  start: () => startFakeRemote(),
  scenarios,
  gaps: [],
  sideCalls: [{ model: 'users', matching: '/states', fields: ['status'] }],
};

testConnector(sound);

/** The same with tokens that the key gives. */
const { remote } = sound.connector;
testConnector({
  ...sound,
  name: 'the tiny connector with tokens',
  connector: {
    ...sound.connector,
    remote: {
      ...remote,
      hosts: {
        token: { baseUrl: (credentials) => remote.baseUrl(credentials), authenticate: bearerOf },
      },
      authenticate: () => ({
        type: 'token',
        request: () => ({ method: 'POST', host: 'token', path: '/token', json: {} }),
        read: (body) => ({ ...Given.parse(body), expiresAt: null, refreshToken: null }),
        prove: (token) => ({ type: 'bearer', token }),
      }),
    },
  },
});

const Given = z.object({ token: z.string() });

function bearerOf(credentials: unknown): Authentication {
  const { api_key: token } = z.object({ api_key: z.string() }).parse(credentials);
  return { type: 'bearer', token };
}

/** Which tests must catch a flaw. Others may fail as well. */
const catches: Readonly<Record<Flaw, string>> = {
  'drops the last page': 'reads every record that the remote holds',
  'leaks a secret into the log': 'keeps secrets out of logs, errors and everything that is stored',
  'leaks a secret into an error': 'keeps secrets out of logs, errors and everything that is stored',
  'trusts the vendor': 'loses one field to a malformed value, and not the record',
  'is silent about addresses': 'reports every date and address that it cannot use',
  'guesses unknown words': 'turns a word that it does not know into null and one issue',
  'forgets where it was': 'goes on from every resume point as if it had not been interrupted',
  'ignores since': 'finds a change to an old record without reading everything again',
  'takes an empty answer for the end': 'never takes an empty answer for the end',
  'invents references': 'refers only to records that exist',
  'names users who are in no list': 'refers only to users whom the list of users has',
  'fails at half of an emoji': 'reads the rest of each list when one of its rows has absurd texts',
  'makes ids up': 'yields the same records when they are read twice',
  'leaves a field out': 'fills every field that its coverage supports',
  'fills a field that is not covered': 'fills no field that its coverage denies',
  'accepts any credentials': 'refuses wrong credentials with an authentication error',
  'ends before what it remembers has expired':
    'asks for a full read when what it remembers has expired',
  'takes an outage of roles for their end': 'takes an outage for the end of no model',
  'takes refused credentials for no roles': 'takes refused credentials for the end of no model',
  'reads roles after the run was cancelled':
    'stops reading whichever model when the run is cancelled',
  'swallows errors': 'reports credentials that stop working in the middle of a read',
  'misspells a field in its coverage': 'names in its coverage only what the contract knows',
  'says too early what to remember':
    'says on every page where to go on, and what the read is worth at its end',
  'sends requests of its own':
    'sends every request through the limiter, and keeps to the declared limit',
  'is deaf to the limit that answers tell':
    'heeds how many requests are left, where answers tell it',
  'reads single records in another way': 'reads single records as its lists do',
  'mixes up the names of people':
    'creates an application that is found with its candidate and its job',
  'forgets the files of an application':
    'creates an application that is found with its candidate and its job',
  'moves to where it was': 'moves an application to a stage',
  'forgets the reason': 'rejects an application for a reason',
  'drops notes': 'writes notes, and shows result links',
  'names as changed what it cannot read': 'writes notes, and shows result links',
  'damages files': 'lists the files that it has added, and opens them byte for byte',
  'makes a tag a second time': 'adds a tag, and changes nothing where it is there already',
  'fails where a tag is not there': 'removes a tag, and changes nothing where it is not there',
  'takes the ids of other tools': 'finds a tracked application by the ids of the tool',
  'sends a note again':
    'does an action at most once when an answer is lost, and says that it may have happened',
  'hides what may have happened':
    'does an action at most once when an answer is lost, and says that it may have happened',
  'takes an error after a change for a refusal':
    'does an action at most once when an answer is lost, and says that it may have happened',
  'fails when the application is there':
    'fails as a whole with nothing done, or does the rest and warns',
  'is silent about what is missing':
    'fails as a whole with nothing done, or does the rest and warns',
  'gives up when it is told to wait': 'sends an action again when it was told to wait',
  'takes refused credentials for an outage':
    'refuses an action with an authentication error when its credentials are refused',
  'throws errors of its own': 'gives up an action at the error page of a proxy',
  'takes ids that are not there': 'refuses an action on what the remote does not have',
  'sends requests in a dry run': 'sends nothing in a dry run, and says what it would send',
  'leaks a secret into an outcome': 'keeps secrets out of everything that an action leaves',
  'takes a short page for the last one':
    'reads every record, and resumes every model, at a remote with small pages',
  'goes round with its pages':
    'ends a read whose pages go round, and does not take it for a whole one',
  'takes pages that go round for a whole read':
    'ends a read whose pages go round, and does not take it for a whole one',
  'takes an expired page for the end':
    'asks for a full read when the page where it resumes has expired',
  'tells deletions with other ids': 'tells a deletion with the id that a full read has',
  'merges into other ids': 'tells a deletion with the id that a full read has',
  'fails as a whole with a side call':
    'loses one detail to a side call that fails, and reads it at the next run',
  'takes what it could not read for nothing':
    'loses one detail to a side call that fails, and reads it at the next run',
  'never reads what it has missed':
    'loses one detail to a side call that fails, and reads it at the next run',
  'leaves unread what was answered': 'leaves nothing unread where every call is answered',
  'forgets a field in its fingerprint':
    'finds in a delta what has changed in the lists that its records show',
  'says wrongly what a missing permission costs':
    'reads what a missing permission does not cost, and refuses nothing else',
  'forgets what a permission is for': 'names a permission for every model that it asks for',
  'names a permission that it does not declare': 'names the permissions that credentials lack',
  'forgets the permission of an action': 'declares the permissions of every action',
  'lists other ids': 'lists the ids that a full read has, from every resume point, and no others',
  'lists ids of what was deleted': 'shows a deletion in a list of ids',
  'takes a list of ids that fails for a whole one':
    'never takes a list of ids that breaks off, or goes round, for a whole one',
  'goes round with its ids':
    'never takes a list of ids that breaks off, or goes round, for a whole one',
};

for (const [flaw, name] of Object.entries(catches) as [Flaw, string][]) {
  test(`a connector that ${flaw} is caught`, async () => {
    const catching = findTest(name);
    await assert.rejects(judge(catching, createBench(flawed(flaw) as ConformanceSubject)));
  });
}

test('a test that is named in a gap and fails is skipped with the reason of the gap', async () => {
  const gaps = [{ test: catches['drops the last page'], reason: 'The tool has only one page.' }];
  const subject = { ...flawed('drops the last page'), gaps };
  assert.equal(await runOne(gaps[0]!.test, subject), 'The tool has only one page.');
});

test('a gap for a test that passes is an error', async () => {
  const gaps = [{ test: 'accepts working credentials', reason: 'No reason.' }];
  await assert.rejects(runOne(gaps[0]!.test, { ...sound, gaps }), /remove its gap/);
});

test('a gap for an unknown test, a repeated gap and a gap without a reason are errors', () => {
  const known = { test: 'accepts working credentials', reason: 'Because.' };
  assert.throws(() => checkGaps([{ ...known, test: 'flies' }]), /no conformance test 'flies'/);
  assert.throws(() => checkGaps([known, known]), /declared twice/);
  assert.throws(() => checkGaps([{ ...known, reason: ' ' }]), /no reason/);
});

test('a scenario that was not written fails its test and says what to do', async () => {
  const subject = { ...sound, scenarios: {} };
  await assert.rejects(runOne('shows a deletion in a full read', subject), /'deleteRecord'/);
});

test('a call that is not declared is named with its model', async () => {
  const name = 'declares every call beside the list of a model';
  await assert.rejects(runOne(name, { ...sound, sideCalls: [] }), /users: .*\/states/);
});

test('a call of which a delta misses nothing must not be said to be missed', async () => {
  const name = 'finds in a delta what has changed in the lists that its records show';
  const [call] = sound.sideCalls ?? [];
  assert.ok(call !== undefined);
  const sideCalls = [{ ...call, missedByDelta: 'No reason.' }];
  await assert.rejects(runOne(name, { ...sound, sideCalls }), /remove 'missedByDelta'/);
  const careless = { ...flawed('forgets a field in its fingerprint'), sideCalls };
  assert.equal(await runOne(name, careless), null);
});

test('a remote with too little in it fails instead of passing by luck', async () => {
  const start = async (): Promise<FakeRemote> => {
    const remote = await startFakeRemote();
    for (const id of remote.listUserIds().slice(2)) remote.deleteUser(id);
    return remote;
  };
  await assert.rejects(
    runOne('gets over errors of the server', { ...sound, start }),
    /more than one/,
  );
});

test('resume points may hold what only one remote knows, such as the address of a page', async () => {
  let pageAge = 0;
  const start = (): Promise<FakeRemote> => {
    pageAge += 1;
    return startFakeRemote({ pageAge });
  };
  const name = 'goes on from every resume point as if it had not been interrupted';
  assert.equal(await runOne(name, { ...sound, start }), null);
});

test('tags of a tool whose API makes none are tested with those that people make', async () => {
  const name = catches['makes a tag a second time'];
  const tags = new Set<string>();
  const { addCandidateTag, ...write } = sound.connector.write ?? {};
  const connector: ConformanceSubject['connector'] = {
    ...sound.connector,
    write: {
      ...write,
      async addCandidateTag(context, input) {
        if (!tags.has(input.tagName)) throw inputError(`There is no tag ${input.tagName}.`);
        assert.ok(addCandidateTag);
        return addCandidateTag(context, input);
      },
    },
  };
  await assert.rejects(runOne(name, { ...sound, connector }), /There is no tag/);
  const makeTag = (_remote: FakeRemote, tag: string): void => void tags.add(tag);
  const subject = { ...sound, connector, scenarios: { ...scenarios, makeTag } };
  assert.equal(await runOne(name, subject), null);
});

test('a CV may be listed under another name where the subject says why, and has to be listed', async () => {
  const name = catches['forgets the files of an application'];
  const { getCandidateAttachments: list, ...write } = sound.connector.write ?? {};
  const withFiles = (
    change: (file: AttachmentRecord) => AttachmentRecord[],
  ): ConformanceSubject<FakeRemote> => ({
    ...sound,
    connector: {
      ...sound.connector,
      write: {
        ...write,
        async getCandidateAttachments(context, input) {
          return ((await list?.(context, input)) ?? []).flatMap(change);
        },
      },
    },
  });
  const renamed = withFiles((file) =>
    file.file_name.includes('letter') ? [] : [{ ...file, type: 'CV', file_name: 'cv.pdf' }],
  );
  await assert.rejects(runOne(name, renamed), /Files of the name of the CV/);
  const renamesCv = 'The tool takes no name.';
  assert.equal(await runOne(name, { ...renamed, renamesCv }), null);
  const lost = withFiles(() => []);
  await assert.rejects(runOne(name, { ...lost, renamesCv }), /Files of the name of the CV/);
});

test('every conformance test has a name of its own', () => {
  const names = conformanceTests.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});

function flawed(flaw: Flaw): ConformanceSubject<FakeRemote> {
  let url = '';
  const start = async (): Promise<FakeRemote> => {
    const remote = await startFakeRemote();
    url = remote.url;
    return remote;
  };
  return { ...sound, connector: createFakeConnector(flaw, () => url), start };
}

function runOne(name: string, subject: ConformanceSubject<FakeRemote>): Promise<string | null> {
  return judge(findTest(name), createBench(subject as ConformanceSubject));
}

function findTest(name: string): ConformanceTest {
  const found = conformanceTests.find((conformanceTest) => conformanceTest.name === name);
  assert.ok(found, `There is no test '${name}'.`);
  return found;
}
