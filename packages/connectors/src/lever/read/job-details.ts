import { parseRemote, path } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { getLever } from '../call-lever.ts';
import { LeverApplyForm, LeverTeam } from '../remote-types.ts';
import { readDetail } from './read-detail.ts';

/** https://hire.lever.co/developer/documentation#retrieve-posting-application-questions */
export async function readApplyForm(
  context: ConnectorContext,
  postingId: string,
  onLost: () => void,
): Promise<{ raw: Json; parsed: LeverApplyForm } | null> {
  const raw = await readDetail(
    context,
    { model: 'jobs', field: 'screening_questions' },
    () => getLever(context, path`/postings/${postingId}/apply`),
    onLost,
  );
  const place = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const parsed = raw === null ? null : parseRemote(LeverApplyForm, raw, place);
  return parsed === null ? null : { raw, parsed };
}

/** The users on a posting. This answer has no envelope. */
export async function readTeam(
  context: ConnectorContext,
  postingId: string,
  onLost: () => void,
): Promise<{ raw: Json; parsed: LeverTeam } | null> {
  const request = { method: 'GET', path: path`/postings/${postingId}/users` } as const;
  const raw = await readDetail(
    context,
    { model: 'jobs', field: 'hiring_team' },
    async () => (await context.remote.request(request)).body as Json,
    onLost,
  );
  const place = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const parsed = raw === null ? null : parseRemote(LeverTeam, raw, place);
  return parsed === null ? null : { raw, parsed };
}
