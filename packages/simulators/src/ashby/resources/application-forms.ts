import { found } from '../asked-records.ts';
import { addApplication } from '../changes/applications.ts';
import { addCandidate, attachFile, emailsOf, updateCandidate } from '../changes/candidates.ts';
import { newContact } from '../contacts.ts';
import { AshbyFailure, notFound } from '../envelope.ts';
import { anything, every, flag, required, shape, text, textOf, uuid } from '../../kit/fields.ts';
import { checkedAnswers } from '../form-answers.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import { newLocation } from '../new-records.ts';
import { firstStage, hasOpenApplication, requireOpen } from '../placement.ts';
import type {
  AshbyCandidate,
  AshbyFileHandle,
  AshbyFormSubmission,
  AshbyJobPosting,
} from '../types.ts';
import { keptFile } from './files.ts';

type Values = Record<string, unknown>;

const utmFields = ['utm_source', 'utm_campaign', 'utm_medium', 'utm_term', 'utm_content'];
const blockedForm = {
  blocked: true,
  blockMessageForCandidateHtml: '<p>You have already applied for this job.</p>',
};

export const applicationFormMethods: Record<string, AshbyMethod> = {
  'applicationForm.submit': {
    scope: 'candidates:write',
    fields: {
      jobPostingId: required(uuid),
      applicationForm: required(
        shape({
          fieldSubmissions: required(
            every(shape({ path: required(text), value: required(anything) })),
          ),
        }),
      ),
      utmData: shape(Object.fromEntries(utmFields.map((name) => [name, text]))),
      tagIds: every(uuid),
      allowSubmissionForUnpublishedJobPosting: flag,
    },
    answer: (call) => {
      const posting = askedPosting(call);
      const job = call.records.jobs.get(posting.jobId);
      requireOpen(call.records, job, null);
      const ids = (call.input['tagIds'] ?? []) as string[];
      const tags = ids.map((id) => found(call.records.tags, id, 'candidate_tag'));
      const submission = submissionFor(posting, call);
      const known = samePerson(submission.submittedValues, call);
      if (known !== null && hasOpenApplication(call.records, known, job.id)) {
        call.records.blockedSubmissionIds.add(submission.id);
        return { results: { submittedFormInstance: submission, formMessages: blockedForm } };
      }
      const candidate = savedPerson(known, submission.submittedValues, call);
      const others = candidate.tags.filter(({ id }) => !ids.includes(id));
      updateCandidate(call.changes, candidate.id, { tags: [...others, ...tags] });
      const planId = job.defaultInterviewPlanId ?? '';
      const stage = firstStage(call.records, planId, ['PreInterviewScreen', 'Active']);
      const wanted = { candidate, job, stage, appliedViaJobPostingId: posting.id };
      addApplication(call.changes, wanted, { submission });
      const formMessages = { blocked: false };
      return { results: { submittedFormInstance: submission, formMessages } };
    },
  },
};

function askedPosting({ input, records, visibility }: AshbyCall): AshbyJobPosting {
  const posting = found(records.jobPostings, textOf(input, 'jobPostingId'), 'job_posting');
  if (!visibility.isJobVisible(records.jobs.find(posting.jobId))) throw notFound('job_posting');
  const isPublished = !records.unpublishedPostingIds.has(posting.id);
  if (input['allowSubmissionForUnpublishedJobPosting'] === false && !isPublished) {
    throw new AshbyFailure('job_posting_not_published', 'The job posting is not published');
  }
  return posting;
}

/** Checks the answers, and takes over the files that they name. */
function submissionFor(posting: AshbyJobPosting, call: AshbyCall): AshbyFormSubmission {
  const formDefinition = posting.applicationFormDefinition;
  const form = call.input['applicationForm'] as {
    fieldSubmissions: { path: string; value: unknown }[];
  };
  const submittedValues: Values = {};
  for (const [field, value] of checkedAnswers(formDefinition, form.fieldSubmissions)) {
    const isFile = field.type === 'File';
    submittedValues[field.path] = isFile ? keptFile(call, String(value), 'ApplicationForm') : value;
  }
  return { id: call.changes.random.uuid(), formDefinition, submittedValues };
}

/** Whoever has this e-mail address already; how the vendor recognises people is not documented. */
function samePerson(values: Values, { records }: AshbyCall): AshbyCandidate | null {
  const email = String(values['_systemfield_email']).toLowerCase();
  for (const candidate of records.candidates.values()) {
    const addresses = candidate.emailAddresses.map(({ value }) => value.toLowerCase());
    if (addresses.includes(email)) return candidate;
  }
  return null;
}

/** A new person, or the known one with what was missing and the new résumé. */
function savedPerson(
  known: AshbyCandidate | null,
  values: Values,
  { changes }: AshbyCall,
): AshbyCandidate {
  const candidate =
    known ??
    addCandidate(changes, {
      name: String(values['_systemfield_name']),
      ...emailsOf([newContact(String(values['_systemfield_email']), true)]),
    });
  const place = values['_systemfield_location'] as Parameters<typeof newLocation>[1] | undefined;
  if (candidate.location === null && place !== undefined) {
    const location = newLocation(changes.random.uuid(), place);
    changes.change(changes.records.candidates, candidate.id, { location });
  }
  const file = values['_systemfield_resume'] as AshbyFileHandle | undefined;
  return file === undefined
    ? candidate
    : attachFile(changes, candidate.id, { file, isResume: true });
}
