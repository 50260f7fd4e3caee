import { inParallel, parseResults, path } from '@hirewire/connector-kit';
import type { ApplicationRecord, ConnectorContext, Json, ReadModel } from '@hirewire/connector-kit';
import { readWholeList } from '../call-lever.ts';
import { LeverApplication, LeverOpportunity } from '../remote-types.ts';
import { toScreeningAnswers } from './form-answers.ts';
import { readChanges, toTombstones } from './read-changes.ts';
import { readDetail } from './read-detail.ts';
import { readOpportunityReferences } from './references.ts';
import type { OpportunityReferences } from './references.ts';
import { toTime } from './to-time.ts';

/** https://hire.lever.co/developer/documentation#opportunities */
export const opportunitiesPath = '/opportunities';
/** Applications come whole, instead of one request for those of each opportunity. */
export const withApplications = { expand: 'applications' };

/** An application of the wire is an opportunity: that is what Lever's own pages show. */
export const readApplications: ReadModel<'applications'> = async function* (context, request) {
  const references = await readOpportunityReferences(context);
  yield* readChanges(context, request, {
    model: 'applications',
    path: opportunitiesPath,
    query: withApplications,
    toRecords: (rows) =>
      inParallel(
        parseResults(LeverOpportunity, rows, { model: 'applications', context }),
        ({ raw, parsed }) => readApplication(context, { raw, parsed }, references),
      ),
    toDeleted: toTombstones,
  });
};

export async function readApplication(
  context: ConnectorContext,
  { raw, parsed }: { raw: Json; parsed: LeverOpportunity },
  references: OpportunityReferences,
): Promise<ApplicationRecord> {
  const applications = await applicationsOf(context, parsed);
  return {
    ...toApplication(parsed, applications, { context, references }),
    // An anonymised person's words and data are nowhere kept.
    remote_data: parsed.isAnonymized === true ? null : { [opportunitiesPath]: raw },
  };
}

/** Newest first; null where they could not be read. An older account may not expand them. */
async function applicationsOf(
  context: ConnectorContext,
  { id, applications }: Pick<LeverOpportunity, 'id' | 'applications'>,
): Promise<LeverApplication[] | null> {
  const all = applications ?? [];
  const expanded = all.filter((one) => !('isExpanded' in one));
  if (expanded.length === all.length) return newestFirst(expanded);
  const place = { model: 'applications', field: 'applications' } as const;
  const listed = await readDetail(context, place, () =>
    readWholeList(context, path`/opportunities/${id}/applications`),
  );
  if (listed === null) return null;
  const parsed = parseResults(LeverApplication, listed, { model: 'applications', context });
  return newestFirst(parsed.map((one) => one.parsed));
}

function newestFirst(applications: readonly LeverApplication[]): LeverApplication[] {
  return applications.toSorted((a, b) => Number(b.createdAt ?? 0) - Number(a.createdAt ?? 0));
}

export function postingOf({ posting }: Pick<LeverApplication, 'posting'>): string | null {
  return typeof posting === 'string' ? posting : (posting?.id ?? null);
}

function toApplication(
  opportunity: LeverOpportunity,
  applications: readonly LeverApplication[] | null,
  { context, references }: { context: ConnectorContext; references: OpportunityReferences },
): ApplicationRecord {
  const { reportIssue } = context;
  const place = (field: string) => ({ model: 'applications', field, reportIssue }) as const;
  const { archived, stage } = opportunity;
  const outcome = toOutcome(opportunity, { context, references });
  const posting = applications?.map(postingOf).find((id) => id !== null);
  return {
    remote_id: opportunity.id,
    outcome,
    ...(outcome === 'DECLINED' && {
      rejection_reason_name: references.reasons.get(archived?.reason ?? '')?.text,
      rejected_at: toTime(archived?.archivedAt, place('archived.archivedAt')),
    }),
    current_stage_remote_id: stage,
    current_stage_index: references.stageIndexes.get(stage ?? ''),
    // Null for a lead that no job is meant for.
    job_remote_id: posting ?? null,
    candidate_remote_id: opportunity.contact,
    screening_question_answers: answersOf(opportunity, applications, context),
    remote_url: opportunity.urls?.show,
    remote_created_at: toTime(opportunity.createdAt, place('createdAt')),
    remote_updated_at: toTime(opportunity.updatedAt, place('updatedAt')),
  };
}

function answersOf(
  { isAnonymized }: LeverOpportunity,
  applications: readonly LeverApplication[] | null,
  context: ConnectorContext,
) {
  // Undefined means "not read": what is stored stays.
  if (applications === null) return undefined;
  if (isAnonymized === true) return [];
  return applications.flatMap(({ customQuestions }) =>
    toScreeningAnswers(customQuestions ?? [], context),
  );
}

/** A reason of the type hired is how Lever hires. */
function toOutcome(
  { archived }: LeverOpportunity,
  { context, references }: { context: ConnectorContext; references: OpportunityReferences },
): ApplicationRecord['outcome'] {
  if (!archived) return 'PENDING';
  const { reason } = archived;
  if (!reason) return 'DECLINED';
  const type = references.reasons.get(reason)?.type;
  if (type === 'hired') return 'HIRED';
  if (type === 'non-hired') return 'DECLINED';
  context.reportIssue({ model: 'applications', field: 'archived.reason', sample: type ?? reason });
  return null;
}
