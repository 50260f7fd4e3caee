import type { FileHandle } from '../kit/files.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json, notFound } from '../kit/vendor-message.ts';
import type { Answer } from '../kit/vendor-message.ts';
import { FieldFailure, reasonAt } from './access.ts';
import { invalid, list } from './lists.ts';
import type { Personio } from './personio.ts';
import { shownMoment } from './times.ts';

const maximumBytes = 20 * 1024 * 1024;

const mimeTypes: Readonly<Record<string, string>> = {
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
const otherTypes = 'pptx xlsx docx doc xls ppt ods odt 7z gz rar mp4 3gp mov avi wmv'.split(' ');

/** `POST /v1/recruiting/applications/documents`: one file, to be named by an application later. */
export function receiveDocument(personio: Personio, { parts }: Call): Answer {
  const given = parts?.filter(({ name }) => name === 'file') ?? [];
  const [part] = given;
  if (part === undefined || part.filename === null || given.length !== parts?.length) {
    throw new FieldFailure([reasonAt('file', 'errors.attribute-validation.required-attribute')]);
  }
  const name = part.filename;
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!(extension in mimeTypes) && !otherTypes.includes(extension)) {
    throw new FieldFailure([reasonAt('file', 'errors.invalid-file-type')], 422);
  }
  if (part.content.length > maximumBytes) {
    throw new FieldFailure([reasonAt('file', 'errors.file-too-big')], 413);
  }
  const mimetype = mimeTypes[extension] ?? 'application/octet-stream';
  const handle = personio.files.store(name, part.content, mimetype);
  personio.kept.uploads.set(handle.id, handle);
  const { id: uuid } = handle;
  const size = part.content.length;
  return json({ uuid, size, mimetype, original_filename: name, extension });
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
