import type { AshbyMethod } from './method.ts';
import { apiKeyMethods } from './resources/api-keys.ts';
import { applicationFeedbackMethods } from './resources/application-feedback.ts';
import { applicationFormMethods } from './resources/application-forms.ts';
import { applicationWriteMethods } from './resources/application-writes.ts';
import { applicationMethods } from './resources/applications.ts';
import { candidateMethods } from './resources/candidates.ts';
import { candidateNoteMethods } from './resources/candidate-notes.ts';
import { candidateWriteMethods } from './resources/candidate-writes.ts';
import { customValueMethods } from './resources/custom-values.ts';
import { fileMethods } from './resources/files.ts';
import { hiringProcessMetadataMethods } from './resources/hiring-process-metadata.ts';
import { interviewMethods } from './resources/interviews.ts';
import { jobPostingMethods } from './resources/job-postings.ts';
import { jobMethods } from './resources/jobs.ts';
import { offerMethods } from './resources/offers.ts';
import { organizationMethods } from './resources/organization.ts';
import { webhookMethods } from './resources/webhooks.ts';

/** Every method that the simulator answers, by the name in the path. */
export const ashbyMethods: ReadonlyMap<string, AshbyMethod> = new Map(
  [
    apiKeyMethods,
    applicationFeedbackMethods,
    applicationFormMethods,
    applicationMethods,
    applicationWriteMethods,
    candidateMethods,
    candidateNoteMethods,
    candidateWriteMethods,
    customValueMethods,
    fileMethods,
    hiringProcessMetadataMethods,
    interviewMethods,
    jobMethods,
    jobPostingMethods,
    offerMethods,
    organizationMethods,
    webhookMethods,
  ].flatMap((methods) => Object.entries(methods)),
);
