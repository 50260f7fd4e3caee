import { uuid } from '../fields.ts';
import { createdAfter, isAskedFor, isCreatedAfter, pagedList } from '../method.ts';
import type { AshbyMethod } from '../method.ts';
import type { AshbyFeedback } from '../types.ts';

export const applicationFeedbackMethods: Record<string, AshbyMethod> = {
  'applicationFeedback.list': pagedList<AshbyFeedback>({
    scope: 'candidates:read',
    filters: { ...createdAfter, applicationId: uuid },
    collection: (records) => records.feedback,
    accept: ({ applicationId, submittedAt }, call) =>
      submittedAt !== null &&
      isCreatedAfter(submittedAt, call) &&
      isAskedFor(call, 'applicationId', applicationId) &&
      call.visibility.isApplicationVisible(call.records.applications.get(applicationId)),
  }),
};
