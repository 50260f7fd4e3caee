import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTestClock } from '../clock.ts';
import { silentLog } from '../declaration/connector-context.ts';
import { createLocalLimiter } from './local-limiter.ts';
import { listOf, parseXml } from './parse-xml.ts';
import { createRemoteClient } from './remote-client.ts';
import { RemoteError } from './remote.ts';
import { listen } from '../testing/listen.ts';

test('elements, attributes, texts and lists are found, without namespaces and without guesses', () => {
  const text = `<?xml version="1.0"?><!-- a feed -->
    <w:jobs xmlns:w="urn:w" total="2">
      <w:job id="007"><name>Caf&#233; &amp; &lt;b&gt; &#x1F600;</name><note/></w:job>
      <w:job id="1e3"><name><![CDATA[<p>A &amp; B</p><!DOCTYPE html>]]></name></w:job>
    </w:jobs>`;
  const { jobs } = parseXml(text) as { jobs: { '@total': string; job: unknown[] } };
  assert.equal(jobs['@total'], '2');
  assert.deepEqual(jobs.job, [
    { '@id': '007', name: 'Café & <b> 😀', note: '' },
    { '@id': '1e3', name: '<p>A &amp; B</p><!DOCTYPE html>' },
  ]);
});

test('document types are refused, so that no entity is expanded or fetched', () => {
  const texts = [
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<!-- <a> --><!doctype a [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><a/>',
    '<a><!DOCTYPE b [<!ENTITY x "y">]>&x;</a>',
    '<a><!-- not ended <b/></a>',
    // Comments and sections do not begin in quotes, comments and instructions.
    '<a><!--><![CDATA[ --><!DOCTYPE b [<!ENTITY x "y">]>&x;<![CDATA[]]></a>',
    '<a><?b > <!-- ?><!DOCTYPE b [<!ENTITY x "y">]>&x;<!-- --></a>',
    '<a><?b "?> <!-- "?><!DOCTYPE b [<!ENTITY x "y">]>&x;<!-- --></a>',
    '<a x="<!--"><!DOCTYPE b [<!ENTITY x "y">]>&x;<!-- --></a>',
    `<a><b x='"<![CDATA['/><!DOCTYPE b [<!ENTITY x "y">]>&x;<![CDATA[]]></a>`,
    `<a><b x=">" y='<![CDATA['/><!DOCTYPE b [<!ENTITY x "y">]>&x;<![CDATA[]]></a>`,
  ];
  for (const text of texts) assert.equal(parseXml(text), undefined, text);
});

test('what is cut, deep or no XML is refused', () => {
  const whole = '<jobs><job id="1"><name>A</name></job></jobs>';
  for (let length = 1; length < whole.length; length += 1) {
    assert.equal(parseXml(whole.slice(0, length)), undefined, whole.slice(0, length));
  }
  assert.equal(parseXml(`${'<a>'.repeat(500)}${'</a>'.repeat(500)}`), undefined);
  for (const text of ['', '{"a":1}', 'sorry', '<__proto__>1</__proto__>']) {
    assert.equal(parseXml(text), undefined, text);
  }
});

test('any text survives being escaped', () => {
  const escape = (text: string) =>
    text.replaceAll(/[^\w ]/gu, (sign) => `&#${String(sign.codePointAt(0))};`);
  fc.assert(
    fc.property(fc.stringMatching(/^[\w<>&"'äß😀€-]+$/u), (text) => {
      assert.deepEqual(parseXml(`<a b="${escape(text)}">${escape(text)}</a>`), {
        a: { '#text': text, '@b': text },
      });
    }),
  );
});

test('none, one and several elements are a list', () => {
  assert.deepEqual([undefined, '', 'a', ['a', 'b']].map(listOf), [[], [], ['a'], ['a', 'b']]);
});

test('a request that accepts XML gets its answer parsed, and its faults read', async () => {
  const answers = [
    '<jobs><job>1</job></jobs>',
    '<jobs><job>1',
    '<E:Envelope><E:Body><E:Fault><faultcode>C.auth</faultcode></E:Fault></E:Body></E:Envelope>',
  ];
  const server = await listen((_, response) => {
    const body = answers.shift() ?? '';
    response.writeHead(body.startsWith('<E:') ? 500 : 200).end(body);
  });
  const clock = createTestClock('2026-01-01T00:00:00Z');
  const client = createRemoteClient({
    declaration: {
      baseUrl: () => 'https://tool.example.com',
      authenticate: () => ({ type: 'bearer', token: 'secret-token' }),
      headers: { accept: 'application/json; version=2' },
      limit: { requests: 1000, windowMs: 1000, concurrency: 1, source: 'a test' },
      errors: [{ code: 'C.auth', kind: 'authentication' }],
      readError({ body }) {
        const fault = (body as { Envelope?: { Body?: { Fault?: { faultcode: string } } } }).Envelope
          ?.Body?.Fault;
        return fault === undefined ? null : { code: fault.faultcode, message: null };
      },
    },
    credentials: {},
    baseUrl: server.url,
    label: 'Tool',
    limiter: createLocalLimiter(clock),
    clock,
    log: silentLog,
    signal: new AbortController().signal,
    maxRetryWaitMs: 0,
  });
  const get = () => client.request({ method: 'GET', path: '/feed', accepts: 'xml' });
  assert.deepEqual((await get()).body, { jobs: { job: '1' } });
  assert.equal(server.received[0]?.headers.accept, 'application/xml, text/xml');
  await assert.rejects(get(), /body that is not XML/);
  await assert.rejects(
    get(),
    (error) => error instanceof RemoteError && error.kind === 'authentication',
  );
});

test('what holds more elements than any answer is not parsed', () => {
  const jobs = '<job/>'.repeat(100_000);
  for (const text of [jobs, `<a b="<![CDATA["/>${jobs}]]>`, `<a b="<!--"/>${jobs}-->`]) {
    assert.equal(parseXml(`<jobs>${text}</jobs>`), undefined);
  }
});

test('texts of HTML do not count as elements', () => {
  const html = '<p>Wood</p>'.repeat(100_000);
  assert.deepEqual(parseXml(`<job><text><![CDATA[${html}]]></text></job>`), {
    job: { text: html },
  });
});
