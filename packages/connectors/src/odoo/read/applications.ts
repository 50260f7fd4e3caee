import { mapEnum, toIsoDate, unreadOf } from '@hirewire/connector-kit';
import type {
  ApplicationRecord,
  ConnectorContext,
  ReadRequest,
  SideAnswer,
  Tombstone,
} from '@hirewire/connector-kit';
import { OdooApplicant, fieldsOf } from '../remote-types.ts';
import { outcomes } from '../vocabulary.ts';
import { candidateRemoteId } from './candidates.ts';
import type { OdooRow } from './odoo-reader.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { Plan, Source } from './read-listings.ts';
import { askForPipelines } from './stages.ts';
import type { Pipelines } from './stages.ts';
import { toCustomFields } from './to-custom-fields.ts';

/** https://www.odoo.com/documentation/19.0/applications/hr/recruitment/recruitment-flow.html */
export function readApplications(context: ConnectorContext, request: ReadRequest) {
  return readListings(context, request, { model: 'applications', plan: listApplications });
}

/** How applications are read, whichever of them. */
export async function listApplications(
  source: Source<'applications'>,
): Promise<Plan<'applications'>> {
  const { context } = source;
  const use = { model: 'applications', field: 'current_stage_index' } as const;
  const pipelines = await askForPipelines(source, use);
  return {
    fingerprint: pipelines.value?.fingerprint ?? '',
    listings: [
      {
        model: 'hr.applicant',
        domain: [],
        fields: fieldsOf(OdooApplicant),
        withCustomFields: true,
        changeDates: ['write_date', 'refuse_reason_id.write_date'],
        ids: {
          fields: ['talent_pool_ids'],
          toRemoteIds: ({ id, plain: { talent_pool_ids: pools } }) =>
            Array.isArray(pools) && pools.length > 0 ? [] : [String(id)],
        },
        toRecords: async (rows, completeness) =>
          parseRows(OdooApplicant, rows, { model: 'applications', context }).flatMap(
            ({ parsed, row }): (ApplicationRecord | Tombstone)[] => {
              if (!isTalent(parsed)) return [toApplication(parsed, row, { context, pipelines })];
              const gone = { remote_id: String(parsed.id), deleted: true } as const;
              return completeness === 'changes' ? [gone] : [];
            },
          ),
      },
    ],
  };
}

/** A talent pool keeps people as applicants, who apply to nothing as such. */
function isTalent(applicant: OdooApplicant): boolean {
  return (applicant.talent_pool_ids ?? []).length > 0;
}

function toApplication(
  applicant: OdooApplicant,
  row: OdooRow,
  { context, pipelines }: { context: ConnectorContext; pipelines: SideAnswer<Pipelines> },
): ApplicationRecord {
  const ref = (field: string) =>
    ({ model: 'applications', field, reportIssue: context.reportIssue }) as const;
  const { job_id: job, stage_id: stage } = applicant;
  const stageId = stage ? String(stage.id) : null;
  const inPipeline = pipelines.value
    ?.stagesOf(job?.id ?? 0)
    .find(({ remote_id: id }) => id === stageId);
  const isRefused = applicant.application_status === 'refused';
  return {
    remote_id: String(applicant.id),
    outcome: toOutcome(applicant, context),
    // Both stay behind in Odoo when somebody takes a refusal back.
    rejection_reason_name: isRefused ? applicant.refuse_reason_id?.label : null,
    rejected_at: isRefused ? toIsoDate(applicant.refuse_date, ref('refuse_date')) : null,
    current_stage_remote_id: stageId,
    current_stage_index: inPipeline?.index,
    ...unreadOf(pipelines),
    job_remote_id: job ? String(job.id) : null,
    candidate_remote_id: candidateRemoteId(applicant),
    custom_fields: toCustomFields(applicant.applicant_properties, row.plain),
    remote_created_at: toIsoDate(applicant.create_date, ref('create_date')),
    remote_updated_at: toIsoDate(applicant.write_date, ref('write_date')),
    remote_data: toRemoteData({ 'hr.applicant': row.raw }),
  };
}

/** Odoo calls a hired applicant `archived` too, once archived; the date of the hire remains. */
function toOutcome(
  { application_status: status, date_closed: hiredAt }: OdooApplicant,
  { reportIssue }: ConnectorContext,
): ApplicationRecord['outcome'] {
  if (status === 'archived' && hiredAt) return 'HIRED';
  return mapEnum(outcomes, status, {
    model: 'applications',
    field: 'application_status',
    reportIssue,
  });
}
