import {
  openSideCalls,
  toIsoDate,
  inParallel,
  parseResults,
  nullIfGone,
} from '@hirewire/connector-kit';
import type { ConnectorContext, NoteRecord, ReadModel, ReadRequest } from '@hirewire/connector-kit';
import { readIncrementally, readWholeList } from '../call-ashby.ts';
import { AshbyNote, AshbyReference } from '../remote-types.ts';

/** https://developers.ashbyhq.com/reference/candidatelistnotes */
const method = 'candidate.listNotes';

/** Each takes a call of its own, which an interrupted read makes once. */
const candidatesAtOnce = 20;

/**
 * Ashby lists the notes of one candidate at a time, so this walks the candidates: all of them, or in
 * a delta those that have changed. Only a full read finds notes that are gone.
 */
export const readNotes: ReadModel<'notes'> = (context, request) => {
  const sideCalls = openSideCalls(context, 'notes', request);
  const read = (id: string): Promise<NoteRecord[]> => readNotesOf(context, id);
  const readPages = (inner: ReadRequest) =>
    readIncrementally<'notes'>(context, inner, {
      method: 'candidate.list',
      rowsAtOnce: candidatesAtOnce,
      toRecords: async (results) => {
        const candidates = parseResults(AshbyReference, results, { model: 'notes', context });
        const notes = await inParallel(candidates, ({ parsed: { id } }) =>
          sideCalls.ask({ ...notesCall, key: id }, () => read(id)),
        );
        return notes.flatMap(({ value }) => value ?? []);
      },
    });
  return sideCalls.carry(readPages, { ...notesCall, read });
};

/** The notes of one candidate: whole records. */
const notesCall = { name: method, fields: [] };

async function readNotesOf(context: ConnectorContext, candidateId: string): Promise<NoteRecord[]> {
  const results = await listNotes(context, candidateId);
  const ref = { model: 'notes', field: 'createdAt', reportIssue: context.reportIssue } as const;
  return parseResults(AshbyNote, results, { model: 'notes', context }).map(({ raw, parsed }) => ({
    remote_id: parsed.id,
    candidate_remote_id: candidateId,
    author_remote_id: parsed.author?.id,
    content_html: parsed.content,
    is_private: parsed.isPrivate,
    remote_created_at: toIsoDate(parsed.createdAt, ref),
    remote_data: { [method]: raw },
  }));
}

async function listNotes(context: ConnectorContext, candidateId: string) {
  // Deleted since the list of candidates was made, and their notes with them.
  return (await nullIfGone(() => readWholeList(context, method, { candidateId }))) ?? [];
}
