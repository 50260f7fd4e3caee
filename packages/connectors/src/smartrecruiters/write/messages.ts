import { inputError, path } from '@hirewire/connector-kit';
import type {
  AddNoteInput,
  ApplicationResultLinkInput,
  ApplicationTarget,
  CandidateResultLinkInput,
  ConnectorContext,
  ResultLinkDraft,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { getSmartRecruiters, timeoutMs } from '../call-smartrecruiters.ts';
import { idsOf } from './target.ts';

/** By the vendor's OpenAPI document of April 2024. */
const maxLength = 10_000;

/** A message is about the candidate that it names; it has no id by which it could be read again. */
const nothingShown: WriteOutcome = { changed: [], warnings: [] };

/** An open note: all who may see the candidate can read it, and no e-mail is sent. */
export async function postNote(
  context: ConnectorContext,
  candidateId: string,
  text: string,
): Promise<void> {
  const content = `#[CANDIDATE:${candidateId}] ${withoutTags(text)}`;
  if (content.length > maxLength) {
    throw inputError(
      `The text is too long: a note of SmartRecruiters takes ${maxLength} characters, with the id of the candidate.`,
    );
  }
  await context.remote.request({
    method: 'POST',
    path: '/messages/shares',
    json: { content, shareWith: { openNote: true } },
    timeoutMs,
  });
}

/** What looks like a tag would show the note at another candidate, or send it to a user by e-mail. */
function withoutTags(text: string): string {
  return text.replaceAll(/([#@])(?=\[)/g, '$1 ');
}

/** A message names the candidate alone, so that it would be taken for any job. */
async function postOnApplication(
  context: ConnectorContext,
  application: ApplicationTarget,
  text: string,
): Promise<void> {
  const { candidateId, jobId } = idsOf(application);
  await getSmartRecruiters(context, path`/candidates/${candidateId}/jobs/${jobId}`);
  await postNote(context, candidateId, text);
}

export async function addApplicationNote(
  context: ConnectorContext,
  { application, content }: AddNoteInput,
): Promise<WriteOutcome> {
  await postOnApplication(context, application, content);
  return nothingShown;
}

// Results are for partners of the Assessment API: a link is a note.

export async function addApplicationResultLink(
  context: ConnectorContext,
  { application, link }: ApplicationResultLinkInput,
): Promise<WriteOutcome> {
  await postOnApplication(context, application, toText(link));
  return nothingShown;
}

export async function addCandidateResultLink(
  context: ConnectorContext,
  { candidate, link }: CandidateResultLinkInput,
): Promise<WriteOutcome> {
  await postNote(context, candidate.remoteId, toText(link));
  return nothingShown;
}

function toText({ label, url, details }: ResultLinkDraft): string {
  const prefix = details?.customFieldNamePrefix ?? '';
  const figures = (details?.attributes ?? []).map(({ key, value }) =>
    `${prefix} ${key}: ${value}`.trim(),
  );
  return [`${label}: ${url}`, ...figures].join('\n');
}
