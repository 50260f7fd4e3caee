import { createHmac } from 'node:crypto';
import type { Now } from '../clock.ts';
import type { FormPart } from '../form-parts.ts';
import type { SeededRandom } from '../random.ts';
import { samplePdf } from '../sample-pdf.ts';
import type { VendorAnswer, VendorRequest } from '../vendor-message.ts';
import { invalidInput } from './envelope.ts';
import type { AshbyFileHandle } from './types.ts';

export const uploadContexts = ['CandidateResume', 'CandidateFiles', 'ApplicationForm'] as const;
export type UploadContext = (typeof uploadContexts)[number];

/** What file.createFileUploadHandle was told of a file. */
export interface AnnouncedFile {
  context: UploadContext;
  filename: string;
  contentType: string;
  /** In bytes; the upload must have exactly as many. */
  contentLength: number;
}

interface Upload extends AnnouncedFile {
  fields: Record<string, string>;
  expiresAt: number;
  content: Buffer | null;
}

/** Everything that was uploaded. */
export interface FilesContent {
  uploads: ReadonlyMap<string, Upload>;
  contents: ReadonlyMap<string, { content: Buffer; contentType: string }>;
}

/** What a link to a file says; `expiresAt` in epoch milliseconds. */
interface Link {
  expiresAt: number;
  handle: string;
  name: string;
}

/** "The presigned URL expires after 10 minutes"; links of file.info live as long here. */
const urlLifeMs = 10 * 60_000;

/** The storage behind the API: uploads by presigned forms, downloads by signed links. */
export class Files {
  readonly #random: SeededRandom;
  readonly #now: Now;
  readonly #secret: string;
  #uploads = new Map<string, Upload>();
  /** By the handle of the file. Seeded files have none: they are made up when they are read. */
  #contents = new Map<string, { content: Buffer; contentType: string }>();

  constructor(random: SeededRandom, secret: string, now: Now) {
    this.#random = random;
    this.#secret = secret;
    this.#now = now;
  }

  get content(): FilesContent {
    return { uploads: this.#uploads, contents: this.#contents };
  }

  restore({ uploads, contents }: FilesContent): void {
    this.#uploads = new Map(uploads);
    this.#contents = new Map(contents);
  }

  /** Where to upload a file: the path, the fields of the form and the handle to use afterwards. */
  announce(file: AnnouncedFile): { handle: string; path: string; fields: Record<string, string> } {
    const key = this.#random.uuid();
    const expiresAt = this.#now() + urlLifeMs;
    const fields = {
      key,
      'Content-Type': file.contentType,
      'X-Amz-Signature': this.#sign(`${key} ${expiresAt}`),
    };
    this.#uploads.set(key, { ...file, fields, expiresAt, content: null });
    return { handle: `upload-${key}`, path: `/uploads/${key}`, fields };
  }

  /** Turns an upload into a file of the organisation; throws Ashby's error for a wrong handle. */
  keep(uploadHandle: string, context: UploadContext): AshbyFileHandle {
    const upload = this.#uploads.get(uploadHandle.replace(/^upload-/, ''));
    if (upload?.context !== context) throw invalidInput('The file handle is invalid');
    if (upload.content === null) throw invalidInput('The file was not uploaded');
    const id = this.#random.uuid();
    const file = { id, name: upload.filename, handle: `file-${id}` };
    const { content, contentType } = upload;
    this.#contents.set(file.handle, { content, contentType });
    return file;
  }

  /** The path of a link to a file, which works for ten minutes and without a key. */
  linkTo({ handle, name }: AshbyFileHandle): string {
    const link: Link = { expiresAt: this.#now() + urlLifeMs, handle, name };
    const payload = Buffer.from(JSON.stringify(link)).toString('base64url');
    return `/files/${this.#sign(payload)}/${payload}`;
  }

  /** Answers what is sent to the storage; null when the path is not its own. */
  answer(request: VendorRequest): VendorAnswer | null {
    const [, area, first = '', second = ''] = request.path.split('/');
    if (area === 'uploads' && request.method === 'POST') {
      return this.#receive(first, request.parts ?? []);
    }
    if (area === 'files' && request.method === 'GET') {
      return this.#deliver(first, second);
    }
    return null;
  }

  /** Amazon's form uploads: every field of the form as it was given out, then the file. */
  #receive(key: string, parts: FormPart[]): VendorAnswer {
    const upload = this.#uploads.get(key);
    const file = parts.at(-1);
    if (upload === undefined || upload.expiresAt < this.#now()) return refused(403, 'AccessDenied');
    if (file?.name !== 'file' || file.filename === null) return refused(400, 'InvalidArgument');
    const given = parts.slice(0, -1).map(({ name, content }) => [name, content.toString()]);
    const isComplete =
      given.length === Object.keys(upload.fields).length &&
      given.every(([name = '', value]) => upload.fields[name] === value);
    if (!isComplete) return refused(403, 'AccessDenied');
    if (file.content.length < upload.contentLength) return refused(400, 'EntityTooSmall');
    if (file.content.length > upload.contentLength) return refused(400, 'EntityTooLarge');
    upload.content = file.content;
    return { status: 204, body: '' };
  }

  #deliver(signature: string, payload: string): VendorAnswer {
    if (signature !== this.#sign(payload)) return refused(403, 'AccessDenied');
    const link = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Link;
    if (link.expiresAt < this.#now()) return refused(403, 'AccessDenied');
    const { handle, name } = link;
    const known = this.#contents.get(handle);
    const { content, contentType } = known ?? {
      content: samplePdf(name),
      contentType: 'application/pdf',
    };
    return { status: 200, headers: { 'content-type': contentType }, body: content };
  }

  #sign(payload: string): string {
    return createHmac('sha256', this.#secret).update(payload).digest('hex');
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function refused(status: number, code: string): VendorAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
