import { parseRemote, path, nullIfGone } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { getLever } from '../call-lever.ts';
import { LeverApplyForm, LeverTeam } from '../remote-types.ts';

/** https://hire.lever.co/developer/documentation#retrieve-posting-application-questions */
export const formCall = {
  name: '/postings/apply',
  fields: ['screening_questions', 'remote_data./postings/apply'],
};

/** Null where the posting is gone since it was listed. */
export async function readApplyForm(
  context: ConnectorContext,
  postingId: string,
): Promise<{ raw: Json; parsed: LeverApplyForm } | null> {
  const raw = await nullIfGone(() => getLever(context, path`/postings/${postingId}/apply`));
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const parsed = raw === null ? null : parseRemote(LeverApplyForm, raw, ref);
  return parsed === null ? null : { raw, parsed };
}

/** The users on a posting. */
export const teamCall = {
  name: '/postings/users',
  fields: ['hiring_team', 'remote_data./postings/users'],
};

/** Its answer has no envelope. Null where the posting is gone since it was listed. */
export async function readTeam(
  context: ConnectorContext,
  postingId: string,
): Promise<{ raw: Json; parsed: LeverTeam } | null> {
  const request = { method: 'GET', path: path`/postings/${postingId}/users` } as const;
  const raw = await nullIfGone(async () => (await context.remote.request(request)).body as Json);
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const parsed = raw === null ? null : parseRemote(LeverTeam, raw, ref);
  return parsed === null ? null : { raw, parsed };
}
