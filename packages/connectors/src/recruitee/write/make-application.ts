import { RemoteError, path, attempt } from '@hirewire/connector-kit';
import type { ConnectorContext, OutgoingAttachment } from '@hirewire/connector-kit';
import { changeRecruitee, notTold } from '../call-recruitee.ts';
import { findPerson } from '../read/people.ts';
import type { Person } from '../read/people.ts';
import { offerOf } from '../read/placements.ts';
import { RecruiteeCandidate, RecruiteePlacement } from '../remote-types.ts';
import { applyByForm } from './apply-by-form.ts';
import type { Application } from './apply-by-form.ts';
import { coverLetterOf, emailsOf, fieldsOf, linksOf, phonesOf } from './candidate-details.ts';
import { toVendorId } from './owner.ts';

export interface Made {
  candidateId: string;
  placementId: string;
  /** Whether the person was not there before. */
  isNew: boolean;
  /** Why answers did not go along; null where they did. */
  noForm: string | null;
  /** A file that went along. */
  sentFile?: OutgoingAttachment | undefined;
  warnings: string[];
}

/** Makes the placement, and the candidate where there is none. */
export async function makeApplication(
  context: ConnectorContext,
  application: Application & { person: Person | null },
): Promise<Made> {
  const { person, answers } = application;
  if (person !== null) return placeAgain(context, application, person);
  const byForm = answers.length === 0 ? 'there are none' : await applyByForm(context, application);
  return typeof byForm === 'string'
    ? addCandidate(context, application, byForm)
    : completeForm(context, application, byForm);
}

/** https://docs.recruitee.com/reference ("placements") */
async function placeAgain(
  context: ConnectorContext,
  { input, offer }: Application,
  { parsed: { id } }: Person,
): Promise<Made> {
  const answer = await changeRecruitee(context, 'placement', {
    method: 'POST',
    path: '/placements',
    json: { candidate_id: toVendorId(id), offer_id: toVendorId(offer.id) },
  });
  const placementId = RecruiteePlacement.safeParse(answer).data?.id;
  if (placementId === undefined) throw notTold('which placement it made');
  const noForm = 'the form would add a known person again';
  const warnings = ['The person was there already: Recruitee kept what it knew of them.'];
  if (coverLetterOf(input) !== null) warnings.push('The text of the cover letter was not sent.');
  return { candidateId: id, placementId, isNew: false, noForm, warnings };
}

/** As a recruiter does: no confirmation is sent. https://docs.recruitee.com/reference/candidates-post */
async function addCandidate(
  context: ConnectorContext,
  { input, offer }: Application,
  noForm: string,
): Promise<Made> {
  const answer = await changeRecruitee(context, 'candidate', {
    method: 'POST',
    path: '/candidates',
    json: { candidate: fieldsOf(input), offers: [toVendorId(offer.id)] },
  });
  const candidate = RecruiteeCandidate.safeParse(answer).data;
  if (candidate === undefined) throw notTold('which candidate it made');
  const placementId = await findPlacement(context, candidate, offer.id);
  return { candidateId: candidate.id, placementId, isNew: true, noForm, warnings: [] };
}

/** The form takes one address and number, and no links. */
async function completeForm(
  context: ConnectorContext,
  { input, offer, attachments }: Application,
  candidate: RecruiteeCandidate,
): Promise<Made> {
  const placementId = await findPlacement(context, candidate, offer.id);
  const warnings: string[] = [];
  const emails = emailsOf(input.candidate);
  const phones = phonesOf(input.candidate);
  const { social, other } = linksOf(input.candidate);
  if (emails.length > 1 || phones.length > 1 || social.length + other.length > 0) {
    const json = { candidate: { emails, phones, social_links: social, links: other } };
    const what = 'further addresses, numbers and links could not be added';
    await attempt(warnings, what, () =>
      changeRecruitee(context, 'candidate', {
        method: 'PATCH',
        path: path`/candidates/${candidate.id}`,
        json,
        isIdempotent: true,
      }),
    );
  }
  if (input.source.name !== null) {
    warnings.push('The source was not set: the form with answers takes none.');
  }
  const sentFile = attachments.find(({ type }) => type === 'CV');
  return {
    candidateId: candidate.id,
    placementId,
    isNew: true,
    noForm: null,
    sentFile,
    warnings,
  };
}

/** Answers need not have the placement, or not whose offer it is. */
async function findPlacement(
  context: ConnectorContext,
  candidate: RecruiteeCandidate,
  offerId: string,
): Promise<string> {
  if (context.isDryRun) return '<placement>';
  const inJob = ({ placements }: RecruiteeCandidate): string | undefined =>
    placements?.find((one) => offerOf(one) === offerId)?.id;
  const told = inJob(candidate);
  if (told !== undefined) return told;
  let cause: unknown;
  try {
    const person = await findPerson(context, 'applications', candidate.id);
    const found = person === null ? undefined : inJob(person.parsed);
    if (found !== undefined) return found;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    cause = error;
  }
  throw new RemoteError({
    kind: 'unknown',
    message: `Recruitee made the candidate ${candidate.id}, but does not tell their placement in the job ${offerId}. The next sync brings it.`,
    status: null,
    mayHaveHappened: true,
    cause,
  });
}
