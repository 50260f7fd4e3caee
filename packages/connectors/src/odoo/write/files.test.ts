import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import { createOutgoingGuard } from '@hirewire/connector-kit';
import type { AttachmentRecord, ConnectorContext, OutgoingGuard } from '@hirewire/connector-kit';
import { startOdooSimulator } from '@hirewire/simulators';
import type { OdooSimulator, OdooValue } from '@hirewire/simulators';
import { createRow, openOdoo } from '../fixtures/open-odoo.ts';
import { odoo } from '../index.ts';

let pretend: OdooSimulator;
let context: ConnectorContext;
/** Where files are that Odoo has only the addresses of. */
let storage: Server;
let storageUrl: string;
let asked: IncomingMessage[] = [];

const pages: Record<string, [type: string, body: string]> = {
  '/cv.pdf': ['application/pdf', '%PDF a CV'],
  '/any': ['text/html; charset=utf-8', '<h1>My portfolio</h1>'],
  '/login.pdf': ['text/html', '<h1>Log in</h1>'],
  '/nothing': ['application/pdf', ''],
};

before(async () => {
  storage = createServer((incoming, outgoing) => respond(incoming, outgoing));
  await new Promise<void>((resolve) => void storage.listen(0, '127.0.0.1', resolve));
  storageUrl = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
  pretend = await startOdooSimulator({ candidates: 20 });
});
after(async () => {
  storage.closeAllConnections();
  storage.close();
  await pretend.close();
});
beforeEach(() => {
  asked = [];
  pretend.tables['ir.attachment']!.rows = [];
  ({ context } = openOdoo(pretend.url));
});

function respond(incoming: IncomingMessage, outgoing: ServerResponse): void {
  asked.push(incoming);
  const path = incoming.url?.split('?')[0] ?? '';
  if (path === '/moved') {
    outgoing.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    return;
  }
  const page = pages[path];
  if (page === undefined) outgoing.writeHead(404).end('Not here');
  else outgoing.writeHead(200, { 'content-type': page[0] }).end(page[1]);
}

type Values = Record<string, OdooValue>;

/** Adds a file of an applicant as people and apps do. */
async function addFile(values: Values): Promise<number> {
  return createRow(context, 'ir.attachment', { res_model: 'hr.applicant', res_id: 1, ...values });
}

const bytes = Buffer.from('some bytes').toString('base64');

/** Types of the first applicant's files by their names. */
async function typesOf(...names: string[]): Promise<Record<string, string>> {
  for (const name of names) await addFile({ name, datas: bytes });
  const types = (await list()).map(({ file_name: name, type }) => [name, type]);
  return Object.fromEntries(types) as Record<string, string>;
}

async function list(): Promise<AttachmentRecord[]> {
  const application = { remoteId: '1', jobRemoteId: '1', candidateRemoteId: 'partner:100' };
  return odoo.write!.getApplicationAttachments!(context, { application });
}

async function open(values: Values, guard?: OutgoingGuard) {
  const id = await addFile({ name: 'cv.pdf', ...values });
  const reader = openOdoo(pretend.url, {}, guard).context;
  const file = await odoo.openAttachment!(reader, id);
  return { type: file.contentType, size: file.size, text: String(await buffer(file.body)) };
}

test('the only PDF of an applicant is the CV, whatever lies beside it', async () => {
  const others = { 'photo.png': 'OTHER', 'letter.docx': 'OTHER', 'list.txt': 'OTHER' };
  const types = await typesOf('photo.png', 'letter.docx', 'CV.PDF', 'list.txt');
  assert.deepEqual(types, { ...others, 'CV.PDF': 'CV' });
});

test('the only document is the CV where there is no PDF', async () => {
  assert.deepEqual(await typesOf('cv.docx', 'photo.png'), {
    'cv.docx': 'CV',
    'photo.png': 'OTHER',
  });
});

test('of several PDFs, or none but pictures, no file is taken for the CV', async () => {
  const several = await typesOf('one.pdf', 'two.pdf', 'three.docx');
  assert.deepEqual(new Set(Object.values(several)), new Set(['OTHER']));
  pretend.tables['ir.attachment']!.rows = [];
  assert.deepEqual(await typesOf('photo.png'), { 'photo.png': 'OTHER' });
  pretend.tables['ir.attachment']!.rows = [];
  assert.deepEqual(await typesOf(), {});
});

test('the file that Odoo shows is the CV, also beside an only PDF', async () => {
  const shown = await addFile({ name: 'cv.docx', datas: bytes });
  const [applicant] = pretend.tables['hr.applicant']!.rows;
  applicant!['message_main_attachment_id'] = shown;
  assert.deepEqual(await typesOf('certificate.pdf'), {
    'cv.docx': 'CV',
    'certificate.pdf': 'OTHER',
  });
  delete applicant!['message_main_attachment_id'];
});

test("each application of a person has its own CV, and a file's address may be that of a PDF", async () => {
  await addFile({ name: 'a.pdf', datas: bytes });
  await addFile({ name: 'b', type: 'url', url: `${storageUrl}/cv.pdf`, res_id: 7 });
  await addFile({ name: 'b.png', datas: bytes, res_id: 7 });
  const files = await odoo.write!.getCandidateAttachments!(context, {
    candidate: { remoteId: 'partner:100' },
  });
  assert.deepEqual(
    files.map(({ file_name: name, type, application_remote_id: id }) => [name, type, id]),
    [
      ['a.pdf', 'CV', '1'],
      ['b', 'CV', '7'],
      ['b.png', 'OTHER', '7'],
    ],
  );
});

test('a file may be larger than other answers', async () => {
  const content = Buffer.alloc(26 * 1024 * 1024, 'a');
  const file = await open({ datas: content.toString('base64') });
  assert.equal(file.size, content.length);
  assert.equal(file.text.length, content.length);
});

test('a file that is an address is downloaded from it, without the key', async () => {
  const file = await open({ type: 'url', url: `${storageUrl}/cv.pdf?signature=a%2Fb` });
  assert.deepEqual(file, { type: 'application/pdf', size: null, text: '%PDF a CV' });
  assert.equal(asked[0]?.url, '/cv.pdf?signature=a%2Fb');
  assert.equal(asked[0]?.headers.authorization, undefined);
});

test('a page may be the file, but not in the place of a PDF', async () => {
  const page = await open({ name: 'Portfolio', type: 'url', url: `${storageUrl}/any` });
  assert.equal(page.text, '<h1>My portfolio</h1>');
  const login = open({ type: 'url', url: `${storageUrl}/login.pdf` });
  await assert.rejects(login, { kind: 'not-found', message: /a web page/ });
});

test('an address where there is no file is an error, and never an empty file', async () => {
  await assert.rejects(open({ type: 'url', url: `${storageUrl}/nothing` }), {
    kind: 'not-found',
    message: /is nothing/,
  });
  await assert.rejects(open({ type: 'url', url: `${storageUrl}/gone` }), { status: 404 });
  for (const url of ['ftp://files.example.com/cv.pdf', 'file:///etc/passwd', 'cv.pdf', '//a/b']) {
    await assert.rejects(open({ type: 'url', url }), {
      kind: 'not-found',
      message: /none of the web/,
    });
  }
  await assert.rejects(open({ type: 'url', url: false }), { kind: 'not-found' });
});

test('an address of an internal network is not asked, also when another one leads there', async () => {
  const publicOnly = createOutgoingGuard({ allowedNetworks: [`127.0.0.1/32`] });
  for (const url of [
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.7/cv.pdf',
    'http://[::1]:8069/cv.pdf',
    `${storageUrl}/moved`,
  ]) {
    const refused = { cause: { name: 'AddressRefusedError' } };
    await assert.rejects(open({ type: 'url', url }, publicOnly), (error: unknown) => {
      assert.equal((error as typeof refused).cause.name, 'AddressRefusedError', url);
      return true;
    });
  }
});

test('an address without a host is asked at Odoo, and nowhere else', async () => {
  await assert.rejects(open({ type: 'url', url: '/web/static/logo.png?unique=1' }), {
    status: 404,
  });
  const paths = pretend.requests().map(({ path }) => path);
  assert.ok(paths.includes('/web/static/logo.png'), paths.join(' '));
});

test('bytes are served as they are, an empty file is empty, and a lost one an error', async () => {
  assert.equal((await open({ datas: bytes })).text, 'some bytes');
  assert.equal((await open({ datas: false })).size, 0);
  const id = await addFile({ name: 'lost.pdf', datas: bytes });
  pretend.tables['ir.attachment']!.rows.find((row) => row.id === id)!['datas'] = false;
  await assert.rejects(odoo.openAttachment!(context, id), {
    kind: 'not-found',
    message: /has lost the content/,
  });
});
