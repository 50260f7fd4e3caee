import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startSmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import type { SmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import { ask, bodyOf, readAll, refusal } from './testing/smartrecruiters-client.ts';

describe('the protocol of the SmartRecruiters simulator', () => {
  let remote: SmartRecruitersSimulator;
  beforeEach(async () => {
    remote = await startSmartRecruitersSimulator({ candidates: 60 });
  });
  afterEach(() => remote.close());

  it('takes its key in X-SmartToken, and refuses any other', async () => {
    assert.equal((await ask(remote, '/user-api/v201804/users/me')).status, 200);
    const wrong = { 'x-smarttoken': remote.badCredentials['api_key'] ?? '' };
    assert.deepEqual(await refusal(remote, '/jobs', { headers: wrong }), [401, 'UNAUTHORIZED']);
    const response = await fetch(`${remote.url}/jobs`);
    assert.equal(response.status, 401);
  });

  it('gives tokens that expire to an OAuth app', async (t) => {
    let now = Date.UTC(2026, 10, 2);
    const ageing = await startSmartRecruitersSimulator({ candidates: 5, now: () => now });
    t.after(() => ageing.close());
    const { id, secret } = ageing.oauthClient;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
    });
    const answer = await fetch(`${ageing.url}/identity/oauth/token`, { method: 'POST', body });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const read = () =>
      fetch(`${ageing.url}/jobs`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await read()).status, 200);
    now += 86_400_000;
    assert.equal((await read()).status, 401);
  });

  it('refuses what the role of the key may not do, some of it with 401', async () => {
    const [candidate] = (await bodyOf(remote, '/candidates')).content;
    const application = `/candidates/${candidate.id}/jobs/${candidate.primaryAssignment.job.id}`;
    const reviews = `/reviews?candidateId=${candidate.id}&jobId=${candidate.primaryAssignment.job.id}`;
    remote.access.scopes = ['jobs_read'];
    for (const [path, status, code] of [
      ['/candidates', 403, 'PERMISSION_DENIED'],
      [`/candidates/${candidate.id}`, 401, 'ACCESS_DENIED'],
      [`${application}/attachments`, 403, 'PERMISSION_DENIED'],
      [`${application}/offers`, 403, 'NO_ACCESS_TO_OFFERS'],
      [reviews, 401, 'NOT_AUTHORIZED_TO_ACCESS_RESOURCE'],
      ['/user-api/v201804/users', 403, 'PERMISSION_DENIED'],
    ] as const) {
      assert.deepEqual(await refusal(remote, path), [status, code], path);
    }
    assert.equal((await ask(remote, '/jobs')).status, 200);
    assert.equal((await ask(remote, '/user-api/v201804/users/me')).status, 200);
  });

  it('shows every candidate on one page of several', async () => {
    const rows = await readAll(remote, '/candidates', { limit: '7' });
    const createdAt = (id: string) => remote.company.tables.people.get(id).createdAt;
    const held = remote.account.candidates().map(({ id }) => id);
    assert.deepEqual(
      rows.map(({ id }) => id),
      held.toSorted((a, b) => createdAt(a) - createdAt(b)),
    );
    const { totalFound, limit, offset } = await bodyOf(remote, '/candidates');
    assert.deepEqual([totalFound, limit, offset], [held.length, 10, 0]);
  });

  it('ends each list in its own way', async () => {
    const users = await bodyOf(remote, '/user-api/v201804/users?limit=100');
    assert.deepEqual(Object.keys(users), ['limit', 'content']);
    assert.equal((await bodyOf(remote, '/candidates?limit=100')).nextPageId, '');
    assert.equal((await bodyOf(remote, '/jobs?limit=100')).nextPageId, null);
  });

  it('names the next page in a Link below the host, encoded', async () => {
    const { headers, body } = await ask(remote, '/jobs?limit=3&status=SOURCING');
    const next = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? '';
    assert.equal(new URLSearchParams(next.split('?')[1]).get('pageId'), body.nextPageId);
    const second = await bodyOf(remote, next);
    assert.equal(second.content.length, 3);
    assert.notEqual(second.content[0].id, body.content[0].id);
  });

  it('refuses a page id that is wrong, not encoded, or of another search', async () => {
    const { nextPageId } = await bodyOf(remote, '/jobs?limit=3');
    const pageId = encodeURIComponent(nextPageId);
    const invalid = [400, 'INVALID_PAGE_ID'];
    assert.deepEqual(await refusal(remote, '/jobs?pageId=nonsense'), invalid);
    assert.deepEqual(await refusal(remote, `/jobs?limit=3&pageId=${nextPageId}`), invalid);
    assert.deepEqual(await refusal(remote, `/jobs?q=Engineer&pageId=${pageId}`), invalid);
    remote.pages.expire('page');
    assert.deepEqual(await refusal(remote, `/jobs?limit=3&pageId=${pageId}`), invalid);
  });

  it('refuses sizes, filters and dates that it does not know', async () => {
    for (const query of [
      'limit=101',
      'limit=0',
      'updatedSince=2026-01-01T00:00:00.000Z',
      'updatedAfter=2026-01-01',
      'updatedAfter=2026-01-01T00:00:00Z',
      'status=SLEEPING',
      'subStatus=Phone Screen',
    ]) {
      assert.deepEqual(
        await refusal(remote, `/candidates?${query}`),
        [400, 'INVALID_REQUEST'],
        query,
      );
    }
    const sizes = [400, 'FIELDS_CRITERIA_SIZE_VIOLATED'];
    assert.deepEqual(await refusal(remote, '/candidates?propertyId=1'), sizes);
    assert.equal((await ask(remote, '/nothing')).status, 404);
    assert.equal((await ask(remote, '/jobs', { method: 'POST', body: {} })).status, 405);
  });

  it('tells its limits in every answer, under the names of the vendor', async () => {
    const limits = async (path: string) => {
      const { headers } = await ask(remote, path);
      return ['concurrent-limit', 'concurrent-remaining'].map((name) =>
        headers.get(`x-ratelimit-${name}`),
      );
    };
    assert.deepEqual(await limits('/candidates'), ['1', '0']);
    assert.deepEqual(await limits('/jobs'), ['8', '7']);
  });

  it('answers one request for candidates at a time', async () => {
    const { promise, resolve: release } = Promise.withResolvers<void>();
    remote.account.behaviour.heldLists = promise;
    const both = [ask(remote, '/candidates'), ask(remote, '/candidates')];
    assert.equal((await Promise.race(both)).status, 429);
    assert.equal((await ask(remote, '/jobs')).status, 200, 'Other lists are not held.');
    release();
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    assert.deepEqual(new Set(statuses), new Set([200, 429]));
    assert.equal((await ask(remote, '/candidates')).status, 200);
  });

  it('keeps ten requests a second for each route when it is told to', async (t) => {
    let now = Date.UTC(2026, 10, 2);
    const limits = { areEnforced: true };
    const strict = await startSmartRecruitersSimulator({ candidates: 5, limits, now: () => now });
    t.after(() => strict.close());
    for (let index = 0; index < 10; index += 1) {
      const { headers } = await ask(strict, '/jobs');
      assert.equal(headers.get('x-ratelimit-remaining'), String(9 - index));
    }
    const refused = await ask(strict, '/jobs');
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, null]);
    assert.equal((await ask(strict, '/offers')).status, 200, 'Each route counts for itself.');
    now += 1000;
    assert.equal((await ask(strict, '/jobs')).status, 200);
  });
});
