import type {
  ApplicationStageRecord,
  ConnectorContext,
  JobRecord,
  ReadRequest,
  SideAnswer,
} from '@hirewire/connector-kit';
import { OdooStage, fieldsOf } from '../remote-types.ts';
import type { OdooQuery, OdooReader } from './odoo-reader.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { Plan, Source } from './read-listings.ts';

const stageQuery: OdooQuery = {
  model: 'hr.recruitment.stage',
  domain: [],
  fields: fieldsOf(OdooStage),
};

/** https://www.odoo.com/documentation/19.0/applications/hr/recruitment.html */
export function readApplicationStages(context: ConnectorContext, request: ReadRequest) {
  return readListings(context, request, {
    model: 'application_stages',
    plan: listApplicationStages,
  });
}

/** How stages are read, whichever of them. */
export function listApplicationStages({
  context,
}: Source<'application_stages'>): Plan<'application_stages'> {
  return {
    fingerprint: '',
    listings: [
      {
        ...stageQuery,
        changeDates: ['write_date'],
        toRecords: async (rows) =>
          parseRows(OdooStage, rows, { model: 'application_stages', context }).map(
            ({ parsed, row }): ApplicationStageRecord => ({
              remote_id: String(parsed.id),
              name: parsed.name,
              // A stage cannot be archived: it is in use until it is deleted.
              status: 'ACTIVE',
              remote_data: toRemoteData({ [stageQuery.model]: row.raw }),
            }),
          ),
      },
    ],
  };
}

/** The stages of every job, in order. */
export interface Pipelines {
  stagesOf: (jobId: number) => JobRecord['stages'];
  /** Differs when a stage was added, removed, moved, or given to other jobs. */
  fingerprint: string;
}

/** Reads the stages, of which even large customers have few, for one field of the model. */
export function askForPipelines<Model extends 'jobs' | 'applications'>(
  { context, reader, sideCalls }: Source<Model>,
  { model, field }: { model: Model; field: string },
): Promise<SideAnswer<Pipelines>> {
  const call = { name: stageQuery.model, fields: [field] };
  return sideCalls.ask(call, () => readPipelines(context, reader, model));
}

async function readPipelines(
  context: ConnectorContext,
  reader: OdooReader,
  model: 'jobs' | 'applications',
): Promise<Pipelines> {
  const rows = await reader.searchAll(stageQuery);
  const stages = parseRows(OdooStage, rows, { model, context })
    .map(({ parsed }) => parsed)
    .toSorted((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0) || one.id - other.id);
  return {
    stagesOf: (jobId) =>
      stages
        .filter((stage) => !stage.job_ids?.length || stage.job_ids.includes(jobId))
        .map((stage, index) => ({ remote_id: String(stage.id), index })),
    fingerprint: stages.map(({ id, job_ids: jobIds }) => `${id}:${jobIds?.join(',')}`).join(' '),
  };
}
