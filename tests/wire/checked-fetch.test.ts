import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Exchange, checkExchange } from './checked-fetch.ts';
import { isPublishedContractHere, publishedProblems } from './published-contract.ts';

const tag = {
  id: '222k7eCGyUdgt2JWZDNnkDs3',
  remote_id: '1',
  name: 'Excited',
  changed_at: '2026-01-02T03:04:05.000Z',
  remote_deleted_at: null,
};

function answer(body: unknown, changed: Partial<Exchange> = {}): Exchange {
  return {
    method: 'GET',
    url: new URL('http://127.0.0.1/v1/ats/tags?page_size=1'),
    status: 200,
    headers: new Headers({ 'content-type': 'application/json; charset=utf-8' }),
    body,
    ...changed,
  };
}

const page = (...results: object[]) => ({ status: 'success', data: { next: null, results } });
const error = (fields: object) => ({
  status: 'error',
  error: { code: null, title: null, message: 'No.', log_url: null, ...fields },
});

const flaws: Record<string, Exchange> = {
  'a success that is not exactly 200': answer(page(tag), { status: 201 }),
  'another media type': answer(page(tag), {
    headers: new Headers({ 'content-type': 'text/html' }),
  }),
  'a record without one of its keys': answer(page({ ...tag, name: undefined })),
  'a date without a time': answer(page({ ...tag, changed_at: '2026-01-02' })),
  'a page without next': answer({ status: 'success', data: { results: [tag] } }),
  'an error code of our own': answer(error({ code: 'HIREWIRE.NO' }), { status: 400 }),
  'an error without log_url': answer(error({ log_url: undefined }), { status: 400 }),
  'an INTEGRATION code on a general operation': answer(error({ code: 'INTEGRATION.INACTIVE' }), {
    status: 409,
    method: 'POST',
    url: new URL('http://127.0.0.1/v1/force-sync'),
  }),
  'an answer of no operation': answer(page(tag), { method: 'PATCH' }),
};

describe('the check of every answer in these tests', () => {
  it('accepts good answers', () => {
    checkExchange(answer(page(tag)));
    checkExchange(answer(error({ code: 'INTEGRATION.INACTIVE' }), { status: 409 }));
  });

  for (const [flaw, exchange] of Object.entries(flaws)) {
    it(`finds ${flaw}`, () => {
      assert.throws(() => checkExchange(exchange), assert.AssertionError);
    });
  }

  const skip = !isPublishedContractHere && '../shared/wire/contract is not beside this checkout';
  it('holds answers against the published schemas too', { skip }, () => {
    assert.deepEqual(publishedProblems('GetAtsTags', 'response', page(tag)), []);
    const bad = page({ ...tag, changed_at: 'today' });
    assert.match(publishedProblems('GetAtsTags', 'response', bad).join(), /changed_at.*date-time/);
  });
});
