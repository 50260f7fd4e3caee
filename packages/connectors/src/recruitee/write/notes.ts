import { RemoteError, path, toHtml, inputError } from '@hirewire/connector-kit';
import type { AddNoteInput, ConnectorContext, Json, WriteOutcome } from '@hirewire/connector-kit';
import { changeRecruitee, notTold } from '../call-recruitee.ts';
import { ownerOf } from './owner.ts';

interface Note {
  content: string;
  /** `remote_fields.recruitee.visibility`; everybody who may see the candidate where null. */
  visibility?: Json;
  /** A document in the form of Recruitee's editor, in place of the text. */
  document?: Json;
}

/** Notes of Recruitee are on candidates. */
export async function addApplicationNote(
  context: ConnectorContext,
  { application, content, remoteFields }: AddNoteInput,
): Promise<WriteOutcome> {
  const { visibility = null, is_json: isJson = null } = remoteFields;
  const document = isJson === true ? toDocument(content) : null;
  const candidate = await ownerOf(context, application);
  await createNote(context, candidate, { content, visibility, document });
  return { changed: [], warnings: [] };
}

function toDocument(content: string): Json {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    document = null;
  }
  if (typeof document === 'object' && document !== null) return document as Json;
  throw inputError(
    "`content` must be a JSON document of Recruitee's editor where `remote_fields.recruitee.is_json` is true.",
  );
}

/**
 * Clients of live accounts send a text, and the newest reference has a document: where the one is
 * refused, the other is sent. Recruitee shows the text as HTML.
 */
export async function createNote(
  context: ConnectorContext,
  candidateId: string,
  { content, visibility: asked = null, document = null }: Note,
): Promise<void> {
  const visibility = typeof asked === 'string' ? { level: asked } : (asked ?? { level: 'public' });
  const send = async (text: { [name: string]: Json }): Promise<void> => {
    const note = await changeRecruitee(context, 'note', {
      method: 'POST',
      path: path`/candidates/${candidateId}/notes`,
      json: { note: { ...text, visibility } },
    });
    if (note === null) throw notTold('which note it made');
  };
  if (document !== null) return send({ body_json: document });
  try {
    await send({ body: toHtml(content) });
  } catch (error) {
    const isRefused = error instanceof RemoteError && error.kind === 'input';
    if (!isRefused) throw error;
    await send({ body_json: documentOf(content) });
  }
}

function documentOf(text: string): Json {
  const content = text.split(/\r?\n/).map((line) => ({
    type: 'paragraph',
    content: line === '' ? [] : [{ type: 'text', text: line }],
  }));
  return { doc: { type: 'doc', content } };
}
