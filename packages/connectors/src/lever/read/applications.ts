import {
  inParallel,
  openSideCalls,
  parseResults,
  path,
  unreadOf,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ApplicationRecord,
  ConnectorContext,
  Json,
  ReadModel,
  ReadRequest,
  SideAnswer,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import { getLever, readWholeList } from '../call-lever.ts';
import { LeverApplication, LeverOpportunity } from '../remote-types.ts';
import { toScreeningAnswers } from './form-answers.ts';
import { readChanges, toTombstones } from './read-changes.ts';
import { readOpportunityReferences } from './references.ts';
import type { OpportunityReferences } from './references.ts';
import { toTime } from './to-time.ts';

/** https://hire.lever.co/developer/documentation#opportunities */
export const opportunitiesPath = '/opportunities';
/** Applications come whole, instead of one request for those of each opportunity. */
export const withApplications = { expand: 'applications' };

/** An application of the wire is an opportunity: that is what Lever's own pages show. */
export const readApplications: ReadModel<'applications'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'applications', request);
  const toRecord = await openApplications(context, sideCalls);
  const readPages = (inner: ReadRequest) =>
    readChanges(context, inner, {
      model: 'applications',
      path: opportunitiesPath,
      query: withApplications,
      toRecords: (rows) =>
        inParallel(
          parseResults(LeverOpportunity, rows, { model: 'applications', context }),
          toRecord,
        ),
      toDeleted: toTombstones,
    });
  yield* sideCalls.carry(readPages, {
    ...applicationsCall,
    read: async (id) => [await readOne(context, id, toRecord)],
  });
};

/** The applications with these ids, as they are now. */
export async function readApplicationsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(ApplicationRecord | Tombstone)[]> {
  const toRecord = await openApplications(context, openSideCalls(context, 'applications'));
  return inParallel(ids, (id) => readOne(context, id, toRecord));
}

interface Opportunity {
  raw: Json;
  parsed: LeverOpportunity;
}
type ToRecord = (opportunity: Opportunity) => Promise<ApplicationRecord>;

async function readOne(
  context: ConnectorContext,
  id: string,
  toRecord: ToRecord,
): Promise<ApplicationRecord | Tombstone> {
  const raw = await nullIfGone(() =>
    getLever(context, path`/opportunities/${id}`, withApplications),
  );
  const rows = raw === null ? [] : [raw];
  const [found] = parseResults(LeverOpportunity, rows, { model: 'applications', context });
  return found === undefined ? { remote_id: id, deleted: true } : toRecord(found);
}

/** Reads what opportunities refer to, for as long as one read takes. */
async function openApplications(
  context: ConnectorContext,
  sideCalls: SideCalls<'applications'>,
): Promise<ToRecord> {
  const references = await readOpportunityReferences(context, sideCalls);
  return async ({ raw, parsed }) => {
    const applications = await applicationsOf(context, parsed, sideCalls);
    return {
      ...toApplication(parsed, applications.value, { context, references }),
      ...unreadOf(
        applications,
        references.stageIndexes,
        ...(parsed.archived ? [references.reasons] : []),
      ),
      // An anonymised person's words and data are nowhere kept.
      remote_data: parsed.isAnonymized === true ? null : { [opportunitiesPath]: raw },
    };
  };
}

/** An older account may not expand applications, which then come as ids. */
const applicationsCall = {
  name: '/opportunities/applications',
  fields: ['job_remote_id', 'screening_question_answers'],
};

/** Newest first. */
async function applicationsOf(
  context: ConnectorContext,
  { id, applications }: Pick<LeverOpportunity, 'id' | 'applications'>,
  sideCalls: SideCalls<'applications'>,
): Promise<SideAnswer<LeverApplication[]>> {
  const all = applications ?? [];
  const expanded = all.filter((one) => !('isExpanded' in one));
  if (expanded.length === all.length) return { value: newestFirst(expanded), unread: [] };
  return sideCalls.ask({ ...applicationsCall, key: id }, async () => {
    const listed = await readWholeList(context, path`/opportunities/${id}/applications`);
    const parsed = parseResults(LeverApplication, listed, { model: 'applications', context });
    return newestFirst(parsed.map((one) => one.parsed));
  });
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
  const ref = (field: string) => ({ model: 'applications', field, reportIssue }) as const;
  const { archived, stage } = opportunity;
  const outcome = toOutcome(opportunity, { context, references });
  const posting = applications?.map(postingOf).find((id) => id !== null);
  return {
    remote_id: opportunity.id,
    outcome,
    ...(outcome === 'DECLINED' && {
      rejection_reason_name: references.reasons.value?.get(archived?.reason ?? '')?.text,
      rejected_at: toTime(archived?.archivedAt, ref('archived.archivedAt')),
    }),
    current_stage_remote_id: stage,
    current_stage_index: references.stageIndexes.value?.get(stage ?? ''),
    // Null for a lead that no job is meant for.
    job_remote_id: posting ?? null,
    candidate_remote_id: opportunity.contact,
    screening_question_answers: answersOf(opportunity, applications, context),
    remote_url: opportunity.urls?.show,
    remote_created_at: toTime(opportunity.createdAt, ref('createdAt')),
    remote_updated_at: toTime(opportunity.updatedAt, ref('updatedAt')),
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
  const reasons = references.reasons.value;
  if (reasons === null) return null;
  const type = reasons.get(reason)?.type;
  if (type === 'hired') return 'HIRED';
  if (type === 'non-hired') return 'DECLINED';
  context.reportIssue({ model: 'applications', field: 'archived.reason', sample: type ?? reason });
  return null;
}
