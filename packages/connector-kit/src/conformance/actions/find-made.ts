import type { ApplicationRecord, CandidateRecord, TagRecord } from '../../declaration/records.ts';
import type { AttachmentRecord } from '../../writing/writes.ts';
import { requireScenario } from '../bench.ts';
import { openSession } from '../session.ts';
import type { Session } from '../session.ts';
import { emailOf } from './inputs.ts';
import type { Setup } from './setup.ts';

/** What the remote holds that has a trace. */
export interface Made {
  candidates: CandidateRecord[];
  applications: ApplicationRecord[];
  tags: TagRecord[];
  /** Texts. */
  notes: string[];
  /** Names. */
  files: string[];
}

/** Reads everything that actions can make, once; then says what of it has a trace. */
export async function openFinder(setup: Setup): Promise<(trace: string) => Promise<Made>> {
  const { subject, remote, write } = setup;
  const session = openSession(subject, remote);
  const readAll = async <Found>(model: 'candidates' | 'applications' | 'tags'): Promise<Found[]> =>
    subject.connector.read[model] === undefined
      ? []
      : ([...(await session.read(model)).records.values()] as Found[]);
  const candidates = await readAll<CandidateRecord>('candidates');
  const applications = await readAll<ApplicationRecord>('applications');
  const tags = await readAll<TagRecord>('tags');
  const writesNotes = write.addApplicationNote !== undefined;
  const notes = writesNotes ? await requireScenario(subject, 'listNotes')(remote) : [];
  const files = await listFiles(setup, session);
  return async (trace) => {
    const people = candidates.filter((candidate) => hasEmail(candidate, emailOf(trace)));
    const ids = new Set(people.map(({ remote_id: id }) => id));
    const own = await Promise.all(
      people.map(({ remote_id: id }) => filesOfCandidate(setup, session, id)),
    );
    return {
      candidates: people,
      applications: applications.filter(({ candidate_remote_id: id }) => ids.has(id ?? '')),
      tags: tags.filter(({ name }) => name === trace),
      notes: notes.filter((text) => text.includes(trace)),
      files: [
        ...files.filter(({ file_name: name }) => name === `${trace}.pdf`),
        ...findFile(subject, own.flat(), `${trace}.pdf`),
      ].map(({ file_name: name }) => name),
    };
  };
}

export function hasEmail({ email_addresses: addresses }: CandidateRecord, email: string): boolean {
  return addresses?.some(({ email_address: one }) => one?.toLowerCase() === email) === true;
}

/** The files of this name, or the CV where the tool renames it. */
export function findFile(
  { renamesCv }: Setup['subject'],
  files: readonly AttachmentRecord[],
  name: string,
): AttachmentRecord[] {
  const found = files.filter((file) => file.file_name === name);
  return found.length === 0 && renamesCv !== undefined
    ? files.filter(({ type }) => type === 'CV')
    : found;
}

/** The files of the application and the candidate that actions are tried on, each once. */
async function listFiles(setup: Setup, session: Session): Promise<AttachmentRecord[]> {
  const { application, candidateRemoteId, write } = setup;
  const all = [
    ...((await write.getApplicationAttachments?.(session.context, { application })) ?? []),
    ...(await filesOfCandidate(setup, session, candidateRemoteId)),
  ];
  return [...new Map(all.map((file) => [file.remote_id, file])).values()];
}

async function filesOfCandidate(
  { write }: Setup,
  { context }: Session,
  remoteId: string,
): Promise<AttachmentRecord[]> {
  return (await write.getCandidateAttachments?.(context, { candidate: { remoteId } })) ?? [];
}
