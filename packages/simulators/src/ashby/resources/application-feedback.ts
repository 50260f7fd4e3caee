import { uuid } from '../../kit/fields.ts';
import { createdAfter, isAskedFor, isCreatedAfter, pagedList } from '../method.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import type { AshbyFeedback } from '../types.ts';

export const applicationFeedbackMethods: Record<string, AshbyMethod> = {
  'applicationFeedback.list': pagedList<AshbyFeedback>({
    scope: 'candidates:read',
    filters: { ...createdAfter, applicationId: uuid },
    collection: (records) => records.feedback,
    accept: ({ applicationId, submittedAt }, call) =>
      isAskedFor(call, 'applicationId', applicationId) &&
      submittedAt !== null &&
      isCreatedAfter(submittedAt, call) &&
      isVisible(applicationId, call),
  }),
};

/** A state file from before there was feedback may lack an application that has been seeded. */
function isVisible(applicationId: string, { records, visibility }: AshbyCall): boolean {
  const application = records.applications.find(applicationId);
  return application !== null && visibility.isApplicationVisible(application);
}
