import { toIsoDate, unreadOf } from '@hirewire/connector-kit';
import type {
  ApplicationRecord,
  ConnectorContext,
  FieldRef,
  ReadModel,
  SideAnswer,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import type { WorkableCandidate, WorkableForm, WorkableStage } from '../remote-types.ts';
import { detailsPath, readDetails, readDetailsById } from './details.ts';
import type { ToRecords } from './details.ts';
import { toScreeningAnswers } from './screening-answers.ts';
import type { Sources } from './sources.ts';
import { jobStagesPath, readAccountStages } from './stages.ts';

export const applicationDetails = [
  'rejected_at',
  'screening_question_answers',
  `remote_data.${detailsPath}`,
];
export const stageFields = ['current_stage_remote_id', 'current_stage_index'];
const answerFields = ['screening_question_answers'];

/** An application is what Workable calls a candidate: a person in one job, or in the talent pool. */
export const readApplications: ReadModel<'applications'> = (context, request) =>
  readDetails<'applications'>(context, request, {
    model: 'applications',
    isCounted: true,
    fields: applicationDetails,
    furtherFields: stageFields,
    async open(sideCalls) {
      const pipeline = await sideCalls.ask({ name: '/stages', fields: stageFields }, () =>
        readAccountStages(context, 'applications'),
      );
      return openApplications(context, sideCalls, pipeline);
    },
  });

/** The applications with these ids, as they are now. */
export function readApplicationsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(ApplicationRecord | Tombstone)[]> {
  return readDetailsById(context, ids, {
    model: 'applications',
    open: async (sideCalls) => openApplications(context, sideCalls, { value: [], unread: [] }),
  });
}

/**
 * Candidates name their stage by its text alone: what it is in the job's pipeline, the job tells. If the
 * account's pipeline is refused, the token may not read those of jobs either, and none is asked for.
 */
function openApplications(
  context: ConnectorContext,
  sideCalls: SideCalls<'applications'>,
  pipeline: SideAnswer<WorkableStage[]>,
): ToRecords<'applications'> {
  const { reportIssue } = context;
  const ref = (field: string) => ({ model: 'applications', field, reportIssue }) as const;
  return async ({ parsed, remoteData }, sources) => {
    const stages = await stagesFor(parsed, { sideCalls, sources, pipeline });
    const answers = parsed.anonymized === true ? [] : (parsed.answers ?? []);
    const form = answers.length > 0 ? await formFor(parsed, { sideCalls, sources }) : notAsked;
    const questions = form.value?.questions ?? [];
    return [
      {
        ...toApplication(parsed, ref),
        ...(stages.value && toStage(parsed, stages.value, ref('stage'))),
        screening_question_answers: toScreeningAnswers(answers, questions, ref('answers[]')),
        ...unreadOf(stages, form),
        remote_data: remoteData,
      },
    ];
  };
}

interface Calls {
  sideCalls: SideCalls<'applications'>;
  sources: Sources;
}

const notAsked = { value: null, unread: [] };

/** Those of the job, where the candidate names one of them. */
async function stagesFor(
  { id: key, job, stage }: WorkableCandidate,
  { sideCalls, sources, pipeline }: Calls & { pipeline: SideAnswer<WorkableStage[]> },
): Promise<SideAnswer<WorkableStage[]>> {
  const shortcode = job?.shortcode;
  if (!stage || !shortcode) return notAsked;
  if (pipeline.value === null) return pipeline;
  const call = { name: jobStagesPath, fields: stageFields, key };
  return sideCalls.ask(call, () => sources.stages(shortcode));
}

async function formFor(
  { id: key, job }: WorkableCandidate,
  { sideCalls, sources }: Calls,
): Promise<SideAnswer<WorkableForm>> {
  const shortcode = job?.shortcode;
  if (!shortcode) return notAsked;
  const call = { name: '/jobs/{shortcode}/application_form', fields: answerFields, key };
  return sideCalls.ask(call, () => sources.form(shortcode));
}

function toApplication(
  candidate: WorkableCandidate,
  ref: (field: string) => FieldRef,
): ApplicationRecord {
  const outcome = toOutcome(candidate);
  return {
    remote_id: candidate.id,
    outcome,
    ...(outcome === 'DECLINED' && {
      rejection_reason_name: candidate.disqualification_reason || null,
      rejected_at: toIsoDate(candidate.disqualified_at, ref('disqualified_at')),
    }),
    job_remote_id: candidate.job?.shortcode ?? null,
    candidate_remote_id: candidate.id,
    remote_url: candidate.profile_url,
    remote_created_at: toIsoDate(candidate.created_at, ref('created_at')),
    remote_updated_at: toIsoDate(candidate.updated_at, ref('updated_at')),
  };
}

/** Somebody who was hired has been hired, also if they are disqualified later. */
function toOutcome(candidate: WorkableCandidate): ApplicationRecord['outcome'] {
  if (candidate.stage_kind === 'hired' || candidate.hired_at) return 'HIRED';
  return candidate.disqualified === true || candidate.withdrew === true ? 'DECLINED' : 'PENDING';
}

function toStage(
  { stage: name, stage_kind: kind }: WorkableCandidate,
  stages: readonly WorkableStage[],
  { reportIssue, model, field }: FieldRef,
): Pick<ApplicationRecord, 'current_stage_remote_id' | 'current_stage_index'> {
  if (!name) return {};
  const named = stages.filter((stage) => isSame(stage.name, name) || stage.slug === name);
  // Two of the same name differ in their kinds.
  const found = named.find((stage) => stage.kind === kind) ?? named[0];
  if (found === undefined) {
    reportIssue({ model, field, sample: name });
    return {};
  }
  return {
    current_stage_remote_id: found.slug,
    current_stage_index: stages.indexOf(found),
  };
}

function isSame(one: string | null | undefined, other: string): boolean {
  return one?.trim().toLowerCase() === other.trim().toLowerCase();
}
