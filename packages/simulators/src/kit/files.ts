import { createHmac } from 'node:crypto';
import type { Now } from './clock.ts';
import type { FormPart } from './form-parts.ts';
import type { SeededRandom } from './random.ts';
import { openRoute } from './route.ts';
import type { Call, Route } from './route.ts';
import { samplePdf } from './sample-pdf.ts';
import type { SavedPart } from './saved-state.ts';
import { Answer, file, noContent } from './vendor-message.ts';

/** What a client says of a file before it uploads it. */
export interface AnnouncedFile {
  /** What the upload is for; it can be used for nothing else. */
  context: string;
  filename: string;
  contentType: string;
  /** In bytes; the upload must have exactly as many. Null where the vendor does not ask. */
  contentLength: number | null;
}

/** A file as the simulator's records name it. */
export interface FileHandle {
  id: string;
  name: string;
  handle: string;
}

interface Upload extends AnnouncedFile {
  fields: Record<string, string>;
  expiresAt: number;
  content: Buffer | null;
}

interface StoredFile {
  content: Buffer;
  contentType: string;
}

/** Everything that was uploaded. */
interface FilesContent {
  uploads: ReadonlyMap<string, Upload>;
  contents: ReadonlyMap<string, StoredFile>;
}

/** What a link to a file says; `expiresAt` in epoch milliseconds. */
interface Link {
  expiresAt: number;
  handle: string;
  name: string;
}

const defaultUrlLifeMs = 10 * 60_000;

/** The storage behind an API: presigned uploads, by form or PUT, and downloads by signed links. */
export class FileStorage implements SavedPart {
  readonly #random: SeededRandom;
  readonly #now: Now;
  readonly #secret: string;
  readonly #urlLifeMs: number;
  #uploads = new Map<string, Upload>();
  /** By the handle of the file. Seeded files have none: they are made up when they are read. */
  #contents = new Map<string, StoredFile>();

  constructor(parts: { random: SeededRandom; secret: string; now: Now; urlLifeMs?: number }) {
    this.#random = parts.random;
    this.#secret = parts.secret;
    this.#now = parts.now;
    this.#urlLifeMs = parts.urlLifeMs ?? defaultUrlLifeMs;
  }

  get content(): FilesContent {
    return { uploads: this.#uploads, contents: this.#contents };
  }

  restore(content: unknown): void {
    const { uploads, contents } = content as FilesContent;
    this.#uploads = new Map(uploads);
    this.#contents = new Map(contents);
  }

  /** The storage's own addresses, which ask for no credentials. */
  readonly routes: readonly Route[] = [
    openRoute('POST /uploads/:key', (call) => this.#receiveForm(call)),
    openRoute('PUT /uploads/:key', (call) => this.#receiveBytes(call)),
    openRoute('GET /files/:signature/:payload', (call) => this.#deliver(call)),
    openRoute('GET /files/:signature/:payload/:name', (call) => this.#deliver(call)),
  ];

  /**
   * Where to upload a file: the path, the fields of the form (none are needed by PUT) and the
   * handle to use afterwards.
   */
  announce(announced: AnnouncedFile): {
    handle: string;
    path: string;
    fields: Record<string, string>;
  } {
    const key = this.#random.uuid();
    const expiresAt = this.#now() + this.#urlLifeMs;
    const fields = {
      key,
      'Content-Type': announced.contentType,
      'X-Amz-Signature': this.#sign(`${key} ${expiresAt}`),
    };
    this.#uploads.set(key, { ...announced, fields, expiresAt, content: null });
    return { handle: `upload-${key}`, path: `/uploads/${key}`, fields };
  }

  /** Turns an upload into a file; names what is wrong where it cannot be one. */
  keep(uploadHandle: string, context: string): FileHandle | 'unknown' | 'not uploaded' {
    const upload = this.#uploads.get(uploadHandle.replace(/^upload-/, ''));
    if (upload?.context !== context) return 'unknown';
    const { content, contentType, filename } = upload;
    return content === null ? 'not uploaded' : this.store(filename, content, contentType);
  }

  /** Keeps a file that came in a request. */
  store(name: string, content: Buffer, contentType: string): FileHandle {
    const id = this.#random.uuid();
    const handle = `file-${id}`;
    this.#contents.set(handle, { content, contentType });
    return { id, name, handle };
  }

  /** The file itself, for a route that asks for credentials. */
  read({ handle, name }: Pick<FileHandle, 'handle' | 'name'>): Answer {
    const { content, contentType } = this.#contents.get(handle) ?? {
      content: samplePdf(name),
      contentType: 'application/pdf',
    };
    return file(content, contentType);
  }

  /** The path of a link to a file, which works for a while and without credentials. */
  linkTo({ handle, name }: Pick<FileHandle, 'handle' | 'name'>): string {
    const link: Link = { expiresAt: this.#now() + this.#urlLifeMs, handle, name };
    const payload = Buffer.from(JSON.stringify(link)).toString('base64url');
    return `/files/${this.#sign(payload)}/${payload}`;
  }

  /** The same, with the name of the file at its end, as where the file's key in the store has it. */
  namedLinkTo(file: Pick<FileHandle, 'handle' | 'name'>): string {
    return `${this.linkTo(file)}/${encodeURIComponent(file.name)}`;
  }

  /** Amazon's form uploads: every field of the form as it was given out, then the file. */
  #receiveForm({ params, parts }: Call): Answer {
    const upload = this.#awaited(params);
    if (upload === null) return refused(403, 'AccessDenied');
    const sent = parts ?? [];
    const given = sent.at(-1);
    if (given?.name !== 'file' || given.filename === null) return refused(400, 'InvalidArgument');
    if (!isComplete(sent.slice(0, -1), upload.fields)) return refused(403, 'AccessDenied');
    return receive(upload, given.content);
  }

  /** Uploads by PUT: the bytes alone, of the type that was announced. */
  #receiveBytes({ params, headers, bytes }: Call): Answer {
    const upload = this.#awaited(params);
    if (upload === null || headers['content-type'] !== upload.contentType) {
      return refused(403, 'AccessDenied');
    }
    return receive(upload, bytes);
  }

  /** Null when the upload was never announced or has expired. */
  #awaited({ key = '' }: Call['params']): Upload | null {
    const upload = this.#uploads.get(key);
    return upload === undefined || upload.expiresAt < this.#now() ? null : upload;
  }

  #deliver({ params: { signature, payload = '' } }: Call): Answer {
    if (signature !== this.#sign(payload)) return refused(403, 'AccessDenied');
    const link = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Link;
    return link.expiresAt < this.#now() ? refused(403, 'AccessDenied') : this.read(link);
  }

  #sign(payload: string): string {
    return createHmac('sha256', this.#secret).update(payload).digest('hex');
  }
}

function isComplete(sent: FormPart[], fields: Record<string, string>): boolean {
  return (
    sent.length === Object.keys(fields).length &&
    sent.every(({ name, content }) => fields[name] === content.toString())
  );
}

function receive(upload: Upload, content: Buffer): Answer {
  const expected = upload.contentLength ?? content.length;
  if (content.length < expected) return refused(400, 'EntityTooSmall');
  if (content.length > expected) return refused(400, 'EntityTooLarge');
  upload.content = content;
  return noContent();
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function refused(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  return new Answer(status, body, { 'content-type': 'application/xml' });
}
