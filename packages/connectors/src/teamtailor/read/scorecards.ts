import { linkedId, toIsoDate } from '@hirewire/connector-kit';
import type { Included, JsonApiResource, ScorecardResponse } from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorEvaluation } from '../remote-types.ts';
import { listAnswers, toScorecardResponse } from './answers.ts';
import type { ListedModel } from './read-list.ts';

/**
 * What the API calls interviews are evaluations that interviewers write. The list is not documented,
 * and was found with its filter in a live account (18 April 2026):
 * https://github.com/grodriguez1983/vairix-recruitment-platform/blob/main/docs/teamtailor-api-notes.md
 * A draft is not yet anybody's opinion.
 */
export const scorecards: ListedModel<'scorecards'> = {
  model: 'scorecards',
  path: '/interviews',
  include: 'candidate.job-applications.job,job,user,answers.question',
  changed: { filter: 'filter[updated-at][from]' },
  feature: 'evaluations',
  toRecord({ resource, included, ref }) {
    const evaluation = parseAttributes(TeamtailorEvaluation, resource, ref(''));
    if (evaluation === null || evaluation.status === 'draft') return null;
    const answers = listAnswers(resource, { included, ref });
    return {
      remote_id: evaluation.id,
      candidate_remote_id: linkedId(resource, 'candidate'),
      application_remote_id: findApplication(resource, included),
      author_remote_id: linkedId(resource, 'user'),
      responses: [
        ...(evaluation.note ? [toSummary(evaluation.note)] : []),
        ...answers.flatMap((answered) => toScorecardResponse(answered, ref) ?? []),
      ],
      remote_created_at: toIsoDate(evaluation['created-at'], ref('created-at')),
      remote_updated_at: toIsoDate(evaluation['updated-at'], ref('updated-at')),
    };
  },
};

/** That of the candidate for the job, of which there is one at most. */
function findApplication(evaluation: JsonApiResource, included: Included): string | null {
  const job = linkedId(evaluation, 'job');
  const candidate = included.one(evaluation, 'candidate');
  if (job === null || candidate === null) return null;
  const own = included.all(candidate, 'job-applications');
  return own.find((application) => linkedId(application, 'job') === job)?.id ?? null;
}

function toSummary(note: string): ScorecardResponse {
  const question = { remote_id: null, label: 'Note', description: null, required: null };
  return { ...question, type: 'TEXT', answer: note };
}
