import { askedApplication } from '../asked-records.ts';
import { AshbyFailure, invalidInput, notFound } from '../envelope.ts';
import { listOf, oneOf, pageLimit, required, text, textOf, uuid } from '../../kit/fields.ts';
import {
  createdAfter,
  isAskedFor,
  isCreatedAfter,
  isExpanded,
  pagedList,
  pageOf,
} from '../method.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyApplication } from '../types.ts';

const scope = 'candidates:read';

export const applicationMethods: Record<string, AshbyMethod> = {
  'application.list': pagedList<AshbyApplication>({
    scope,
    filters: {
      ...createdAfter,
      status: oneOf('Hired', 'Archived', 'Active', 'Lead'),
      jobId: uuid,
      expand: listOf(['openings']),
    },
    collection: (records) => records.applications,
    accept: (application, call) =>
      isCreatedAfter(application.createdAt, call) &&
      isAskedFor(call, 'status', application.status) &&
      isAskedFor(call, 'jobId', application.job.id) &&
      call.visibility.isApplicationVisible(application),
    render: shownApplication,
  }),
  'application.info': {
    scope,
    fields: {
      applicationId: uuid,
      submittedFormInstanceId: uuid,
      expand: listOf(['openings', 'applicationFormSubmissions', 'referrals']),
    },
    answer: (call) => {
      const application = applicationOf(call);
      if (application === null || !call.visibility.isApplicationVisible(application)) {
        throw notFound('application');
      }
      return { results: detailed(application, call) };
    },
  },
  'application.listHistory': {
    scope,
    fields: { applicationId: required(uuid), cursor: text, limit: pageLimit },
    answer: (call) => {
      const { id } = askedApplication(call);
      return pageOf(call.records.histories.get(id) ?? [], call);
    },
  },
};

/**
 * The application as the key sees it. This organisation does not use openings: expanding them shows
 * an empty list.
 */
export function shownApplication(application: AshbyApplication, call: AshbyCall): AshbyApplication {
  const visible = call.visibility.withoutPrivateFields(application);
  return isExpanded(call, 'openings') ? Object.assign({ ...visible }, { openings: [] }) : visible;
}

function detailed(application: AshbyApplication, call: AshbyCall): unknown {
  const { records } = call;
  return {
    ...shownApplication(application, call),
    applicationHistory: records.histories.get(application.id) ?? [],
    resumeFileHandle: records.candidates.find(application.candidate.id)?.resumeFileHandle ?? null,
    ...(isExpanded(call, 'applicationFormSubmissions') && {
      applicationFormSubmissions: records.submissions.get(application.id) ?? [],
    }),
    ...(isExpanded(call, 'referrals') && { referrals: referralsOf(application) }),
  };
}

function referralsOf({ source, creditedToUser, createdAt }: AshbyApplication): unknown[] {
  const isReferral = source?.sourceType?.title === 'Referral' && creditedToUser !== null;
  return isReferral ? [{ user: creditedToUser, referredAt: createdAt }] : [];
}

function applicationOf({ input, records }: AshbyCall): AshbyApplication | null {
  if (input['applicationId'] !== undefined) {
    return records.applications.find(textOf(input, 'applicationId'));
  }
  if (input['submittedFormInstanceId'] === undefined) {
    throw invalidInput('applicationId or submittedFormInstanceId is required');
  }
  const id = textOf(input, 'submittedFormInstanceId');
  if (records.blockedSubmissionIds.has(id)) {
    throw new AshbyFailure('application_blocked', 'The application was blocked by a limit');
  }
  return applicationOfSubmission(records, id);
}

function applicationOfSubmission(records: AshbyRecords, id: string): AshbyApplication | null {
  for (const [applicationId, submissions] of records.submissions) {
    if (submissions.some((submission) => submission.id === id)) {
      return records.applications.find(applicationId);
    }
  }
  return null;
}
