import type { FileHandle } from '../kit/files.ts';
import type { FormPart } from '../kit/form-parts.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json, notFound } from '../kit/vendor-message.ts';
import type { Answer } from '../kit/vendor-message.ts';
import { FieldFailure, reasonAt } from './access.ts';
import { invalid, list } from './lists.ts';
import type { Personio } from './personio.ts';
import { shownMoment } from './times.ts';

const maximumBytes = 20 * 1024 * 1024;

const unnamedTypes = 'pptx xlsx docx doc xls ppt ods odt 7z gz rar mp4 3gp mov avi wmv'.split(' ');

/** By the endings that are documented. */
const mimeTypes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(unnamedTypes.map((ending) => [ending, 'application/octet-stream'])),
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  txt: 'text/plain',
  csv: 'text/csv',
  rtf: 'application/rtf',
  zip: 'application/zip',
};

/** `POST /v1/recruiting/applications/documents`: one file, to be named by an application later. */
export function receiveDocument(personio: Personio, { parts }: Call): Answer {
  const { name, content } = fileIn(parts ?? []);
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const mimetype = Object.hasOwn(mimeTypes, extension) ? mimeTypes[extension] : undefined;
  if (mimetype === undefined) {
    throw new FieldFailure([reasonAt('file', 'errors.invalid-file-type')], 422);
  }
  if (content.length > maximumBytes) {
    throw new FieldFailure([reasonAt('file', 'errors.file-too-big')], 413);
  }
  const handle = personio.files.store(name, content, mimetype);
  personio.kept.uploads.set(handle.id, handle);
  const size = content.length;
  return json({ uuid: handle.id, size, mimetype, original_filename: name, extension });
}

/** The form has the field `file`, once, and no other. */
function fileIn([part, ...others]: readonly FormPart[]): { name: string; content: Buffer } {
  if (part?.name !== 'file' || part.filename === null || others.length > 0) {
    throw new FieldFailure([reasonAt('file', 'errors.attribute-validation.required-attribute')]);
  }
  return { name: part.filename, content: part.content };
}

interface Document extends FileHandle {
  updatedAt: number;
  ownerId: string;
}

/** Document management, as far as it is known: a list by owner, and the bytes. */
export function documentRoutes(personio: Personio): Route[] {
  const scope = 'personio:documents:read';
  const all = (): Document[] =>
    personio
      .candidates()
      .flatMap(({ id: ownerId, files, updatedAt }) =>
        files.map(({ id, name, handle }) => ({ id, name, handle, updatedAt, ownerId })),
      );
  return [
    route('GET /v2/document-management/documents', scope, (call) => {
      const owner = call.query.get('owner_id');
      if (owner === null) throw invalid('owner_id is required');
      return list(personio, call, {
        rows: all().filter(({ ownerId }) => ownerId === owner),
        render: ({ id, name, ownerId, updatedAt }) => ({
          id,
          name,
          owner: { id: ownerId },
          created_at: shownMoment(updatedAt, ownerId),
        }),
        parameters: ['owner_id', 'category_id'],
      });
    }),
    route('GET /v2/document-management/documents/:id/download', scope, ({ params }) => {
      const found = all().find(({ id }) => id === params['id']);
      if (found === undefined) throw notFound('document', params['id'] ?? '');
      return personio.files.read(found);
    }),
  ];
}
