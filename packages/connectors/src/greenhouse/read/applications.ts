import { mapEnum, parseResults, unreadOf } from '@hirewire/connector-kit';
import type {
  ApplicationRecord,
  ConnectorContext,
  Json,
  SideAnswer,
  Tombstone,
} from '@hirewire/connector-kit';
import {
  GreenhouseApplication,
  GreenhouseApplicationStage,
  GreenhouseJobStage,
  GreenhouseNamed,
  GreenhouseRejectionDetail,
} from '../remote-types.ts';
import { GreenhouseSettings } from '../settings.ts';
import { outcomes, superseded } from '../vocabulary.ts';
import type { Join, Joined, OpenJoin } from './joins.ts';
import { idsOf } from './joins.ts';
import type { OpenList } from './joined-list.ts';
import { toScreeningAnswers } from './screening-answers.ts';
import { askWhole } from './small-list.ts';
import { refsIn, toCustomFields, toTime } from './to-time.ts';

/** https://harvestdocs.greenhouse.io/reference/get_v3-applications */
export const applicationsPath = '/applications';

/** Where an application is, and was last if it has ended. */
export const stagesOfApplications: Join<typeof GreenhouseApplicationStage> = {
  path: '/application_stages',
  schema: GreenhouseApplicationStage,
  keyOf: (row) => row.application_id,
  filter: 'application_ids',
  fields: ['current_stage_remote_id', 'current_stage_index'],
  better: (one, other) => (isLater(other, one) ? other : one),
};

/** Entry times of older rows may be missing. */
function isLater(one: GreenhouseApplicationStage, other: GreenhouseApplicationStage): boolean {
  if (one.current !== other.current) return one.current === true;
  const [time, otherTime] = [one, other].map((row) => row.entered_at ?? row.created_at ?? '');
  if (time !== otherTime) return (time ?? '') > (otherTime ?? '');
  return Number(one.id) > Number(other.id);
}

const indexes: Join<typeof GreenhouseJobStage> = {
  path: '/job_interview_stages',
  query: { fields: 'id,sort_order' },
  schema: GreenhouseJobStage,
  keyOf: (row) => row.id,
  filter: 'ids',
  fields: ['current_stage_index'],
};

const rejections: Join<typeof GreenhouseRejectionDetail> = {
  path: '/rejection_details',
  query: { fields: 'id,application_id,rejection_reason_id' },
  schema: GreenhouseRejectionDetail,
  keyOf: (row) => row.application_id,
  filter: 'application_ids',
  fields: ['rejection_reason_name'],
};

const reasonList = {
  path: '/rejection_reasons',
  query: { include_defaults: true },
  schema: GreenhouseNamed,
  fields: ['rejection_reason_name'],
};

export function queryOf({ settings }: Pick<ConnectorContext, 'settings'>) {
  return GreenhouseSettings.parse(settings).include_prospects ? {} : { prospect: false };
}

export const openApplications: OpenList<'applications'> = async (context, sideCalls) => {
  const reasons = await askWhole(context, { model: 'applications', sideCalls }, reasonList);
  return {
    model: 'applications',
    path: applicationsPath,
    query: queryOf(context),
    sideLists: [stagesOfApplications, indexes, rejections],
    touchedBy: [
      { ...stagesOfApplications, key: 'application_id' },
      { ...rejections, key: 'application_id' },
    ],
    mapper: (open) => mapperOf(context, open, reasons),
  };
};

type Reasons = SideAnswer<{ id: string; name?: string | null | undefined }[]>;

function mapperOf(context: ConnectorContext, open: OpenJoin, reasons: Reasons) {
  const loadStages = open(stagesOfApplications);
  const loadIndexes = open(indexes);
  const loadRejections = open(rejections);
  const names = new Map(reasons.value?.map(({ id, name }) => [id, name]));
  return async (rows: readonly Json[]): Promise<(ApplicationRecord | Tombstone)[]> => {
    const found = parseResults(GreenhouseApplication, rows, { model: 'applications', context });
    const live = found.filter(({ parsed }) => parsed.status !== superseded);
    const all = live.map(({ parsed }) => parsed);
    const stages = await loadStages(idsOf(all.filter(lacksStage), ({ id }) => id));
    const stageOf = (one: GreenhouseApplication): string | null =>
      one.job_interview_stage_id ?? stages.of(one.id)[0]?.job_interview_stage_id ?? null;
    const positions = await loadIndexes(idsOf(all, stageOf));
    const details = await loadRejections(idsOf(all.filter(lacksReason), ({ id }) => id));
    const records = live.map(({ raw, parsed }): ApplicationRecord => {
      const stage = stageOf(parsed);
      const reason =
        parsed.rejection_reason_id === undefined
          ? details.of(parsed.id)[0]?.rejection_reason_id
          : parsed.rejection_reason_id;
      return {
        ...toApplication(parsed, context),
        current_stage_remote_id: stage,
        current_stage_index: positions.of(stage)[0]?.sort_order,
        rejection_reason_name: isRejected(parsed) ? names.get(reason ?? '') : null,
        ...unreadOf(...unreadParts(parsed, { stages, positions, details, reasons })),
        remote_data: { [applicationsPath]: raw },
      };
    });
    const gone = found.filter(({ parsed }) => parsed.status === superseded);
    return [
      ...records,
      ...gone.map(({ parsed }): Tombstone => ({ remote_id: parsed.id, deleted: true })),
    ];
  };
}

type Part = Pick<Joined<unknown>, 'unread'>;

/** What was asked for this application, and nothing that others needed. */
function unreadParts(
  application: GreenhouseApplication,
  parts: { stages: Part; positions: Part; details: Part; reasons: Part },
): Part[] {
  const { stages, positions, details, reasons } = parts;
  return [
    ...(lacksStage(application) ? [stages] : []),
    ...(application.prospect === true ? [] : [positions]),
    ...(lacksReason(application) ? [details] : []),
    ...(isRejected(application) ? [reasons] : []),
  ];
}

/** A prospect is in no stage of a job. */
function lacksStage({ job_interview_stage_id: stage, prospect }: GreenhouseApplication): boolean {
  return !stage && prospect !== true;
}

const isRejected = ({ status }: GreenhouseApplication): boolean => status === 'rejected';

function lacksReason(application: GreenhouseApplication): boolean {
  return isRejected(application) && application.rejection_reason_id === undefined;
}

function toApplication(
  application: GreenhouseApplication,
  context: ConnectorContext,
): ApplicationRecord {
  const ref = refsIn('applications', context);
  const { id, candidate_id: candidate } = application;
  return {
    remote_id: id,
    outcome: mapEnum(outcomes, application.status, ref('status')),
    rejected_at: isRejected(application)
      ? toTime(application.rejected_at, ref('rejected_at'))
      : null,
    job_remote_id: jobOf(application),
    candidate_remote_id: candidate ?? null,
    screening_question_answers: toScreeningAnswers(application.answers ?? [], context),
    custom_fields: toCustomFields(application.custom_fields),
    remote_url: candidate
      ? `https://app.greenhouse.io/people/${candidate}?application_id=${id}`
      : null,
    remote_created_at: toTime(application.created_at, ref('created_at')),
    remote_updated_at: toTime(application.updated_at, ref('updated_at')),
  };
}

/** A prospect may be considered for no job, for one, or for several, of which none is the one. */
function jobOf({ job_id: job, prospective_job_ids: prospective }: GreenhouseApplication) {
  if (job) return job;
  return prospective?.length === 1 ? prospective[0] : null;
}
