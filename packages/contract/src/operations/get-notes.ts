import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { Note } from '../models/note.ts';
import { defineOperation } from './define-operation.ts';
import { filedUnderQuery, listQuery } from './list-query.ts';

export const getNotes = defineOperation({
  id: 'get-notes',
  operationId: 'GetAtsNotes',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/notes',
  summary: 'List notes',
  description:
    'Reads the notes that users have left on candidates and applications from the last sync. `updated_after` finds a note when the note itself changed; a changed author, application or candidate does not count.',
  query: z.strictObject({ ...listQuery, ...filedUnderQuery }),
  response: pageOf(Note),
  notImplemented: 'No connector reads notes yet.',
  sdkSince: '1.3.6',
});
