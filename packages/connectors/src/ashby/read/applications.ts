import {
  mapEnum,
  openSideCalls,
  parseRemote,
  toIsoDate,
  unreadOf,
  inParallel,
  parseResults,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ApplicationRecord,
  ConnectorContext,
  ReadModel,
  ReadRequest,
  ScreeningAnswer,
  Tombstone,
} from '@hirewire/connector-kit';
import { callAshby, readIncrementally } from '../call-ashby.ts';
import { AshbyApplication, AshbySubmissions } from '../remote-types.ts';
import { AshbySettings } from '../settings.ts';
import type { AnswersSetting } from '../settings.ts';
import { outcomes } from '../vocabulary.ts';
import { toScreeningAnswers } from './screening-answers.ts';
import { toCustomFields } from './to-custom-fields.ts';

/** https://developers.ashbyhq.com/reference/applicationlist */
const method = 'application.list';

/** https://developers.ashbyhq.com/reference/applicationinfo */
const infoMethod = 'application.info';
/** The form's answers, which only this call has. */
export const answersCall = { name: infoMethod, fields: ['screening_question_answers'] };

export const readApplications: ReadModel<'applications'> = (context, request) => {
  const setting = AshbySettings.parse(context.settings).read_screening_answers;
  const sideCalls = openSideCalls(context, 'applications', request);
  const readPages = (inner: ReadRequest) =>
    readIncrementally<'applications'>(context, inner, {
      method,
      ...(setting !== 'none' && { rowsAtOnce: 20 }),
      toRecords: (results, completeness) =>
        inParallel(
          parseResults(AshbyApplication, results, { model: 'applications', context }),
          async ({ raw, parsed }) => {
            const { id } = parsed;
            const answers = wantsAnswers(parsed, completeness, setting)
              ? await sideCalls.ask({ ...answersCall, key: id }, () => readAnswers(context, id))
              : notAsked;
            return {
              ...toApplication(parsed, context),
              // Undefined means "not read": what is stored stays.
              screening_question_answers: answers.value ?? undefined,
              ...unreadOf(answers),
              remote_data: { [method]: raw },
            };
          },
        ),
    });
  return sideCalls.carry(readPages, { ...answersCall, read: (id) => readAgain(context, id) });
};

const notAsked = { value: null, unread: [] };

async function readAgain(
  context: ConnectorContext,
  id: string,
): Promise<(ApplicationRecord | Tombstone)[]> {
  const body = { applicationId: id, expand: ['applicationFormSubmissions'] };
  const found = await nullIfGone(() => callAshby(context, infoMethod, body));
  if (found === null) return [{ remote_id: id, deleted: true }];
  const { results = null } = found;
  const ref = { model: 'applications', reportIssue: context.reportIssue } as const;
  const application = parseRemote(AshbyApplication, results, ref);
  const submissions = parseRemote(AshbySubmissions, results, ref);
  if (application === null || submissions === null) return [];
  return [
    {
      ...toApplication(application, context),
      screening_question_answers: toScreeningAnswers(submissions, context),
      remote_data: { [infoMethod]: results },
    },
  ];
}

export function toApplication(
  application: AshbyApplication,
  { reportIssue }: ConnectorContext,
): ApplicationRecord {
  const ref = (field: string) => ({ model: 'applications', field, reportIssue }) as const;
  const outcome = mapEnum(outcomes, application.status, ref('status'));
  const isDeclined = outcome === 'DECLINED';
  return {
    remote_id: application.id,
    outcome,
    // Ashby may keep both after an application was taken up again.
    rejection_reason_name: isDeclined ? application.archiveReason?.text : null,
    rejected_at: isDeclined ? toIsoDate(application.archivedAt, ref('archivedAt')) : null,
    current_stage_remote_id: application.currentInterviewStage?.id,
    current_stage_index: application.currentInterviewStage?.orderInInterviewPlan,
    job_remote_id: application.job?.id,
    candidate_remote_id: application.candidate?.id,
    custom_fields: toCustomFields(application.customFields),
    remote_created_at: toIsoDate(application.createdAt, ref('createdAt')),
    remote_updated_at: toIsoDate(application.updatedAt, ref('updatedAt')),
  };
}

/** An application that came through no posting has no form; a delta is short enough to ask anyway. */
function wantsAnswers(
  application: AshbyApplication,
  completeness: 'full' | 'changes',
  setting: AnswersSetting,
): boolean {
  if (setting !== 'open' || completeness === 'changes') return setting !== 'none';
  const isOpen = outcomes[application.status ?? ''] === 'PENDING';
  return isOpen && Boolean(application.appliedViaJobPostingId);
}

export async function readAnswers(
  context: ConnectorContext,
  applicationId: string,
): Promise<ScreeningAnswer[] | undefined> {
  const body = { applicationId, expand: ['applicationFormSubmissions'] };
  const found = await nullIfGone(() => callAshby(context, infoMethod, body));
  // Deleted since the list was made; the next full read finds that out.
  if (found === null) return undefined;
  const ref = { model: 'applications', reportIssue: context.reportIssue } as const;
  const submissions = parseRemote(AshbySubmissions, found.results, ref);
  return submissions === null ? undefined : toScreeningAnswers(submissions, context);
}
