import { RemoteError, path } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  ConnectorContext,
  CreateApplicationInput,
  OutgoingAttachment,
  RemoteErrorKind,
} from '@hirewire/connector-kit';
import { changeRecruitee, notTold } from '../call-recruitee.ts';
import { findCareersOffer } from '../read/careers-offer.ts';
import { RecruiteeCandidate } from '../remote-types.ts';
import type { RecruiteeOffer } from '../remote-types.ts';
import { toFormParts } from './answers.ts';
import { fileTimeoutMs } from './attachments.ts';
import { coverLetterOf, nameOf } from './candidate-details.ts';

export interface Application {
  input: CreateApplicationInput;
  offer: RecruiteeOffer;
  answers: readonly AnswerDraft[];
  attachments: readonly OutgoingAttachment[];
}

/** The site takes applications for published jobs, and from 2027-02-10 on with a token of its own. */
const refusals: readonly RemoteErrorKind[] = ['not-found', 'permission', 'authentication'];

/**
 * Submits the form of the careers site, the only way that takes answers. It sends the applicant the
 * confirmation that the customer has set up.
 * @returns the candidate, or why the form cannot be used; nothing was made then
 */
export async function applyByForm(
  context: ConnectorContext,
  { input, offer, answers, attachments }: Application,
): Promise<RecruiteeCandidate | string> {
  try {
    const careers = await findCareersOffer(context, offer);
    if (careers === null || !offer.slug) return 'the careers site does not show this job';
    const { candidate } = input;
    const coverLetter = coverLetterOf(input);
    const cv = attachments.find(({ type }) => type === 'CV');
    const made = await changeRecruitee(context, 'candidate', {
      method: 'POST',
      host: 'careers',
      path: path`/offers/${offer.slug}/candidates`,
      form: [
        { name: 'candidate[name]', value: nameOf(candidate) },
        { name: 'candidate[email]', value: candidate.email_address },
        ...textPart('phone', candidate.phone_number),
        ...textPart('cover_letter', coverLetter),
        ...(cv ? [{ name: 'candidate[cv]', value: cv.file }] : []),
        ...toFormParts(answers),
      ],
      timeoutMs: fileTimeoutMs,
    });
    const parsed = RecruiteeCandidate.safeParse(made).data;
    if (parsed === undefined) throw notTold('which candidate it made');
    return parsed;
  } catch (error) {
    const isRefused = error instanceof RemoteError && refusals.includes(error.kind);
    if (!isRefused || error.mayHaveHappened) throw error;
    return `the careers site does not take them: ${error.message}`;
  }
}

function textPart(name: string, value: string | null) {
  return value === null ? [] : [{ name: `candidate[${name}]`, value }];
}
