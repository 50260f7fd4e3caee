import {
  inParallel,
  nullIfGone,
  openSideCalls,
  parseResults,
  path,
  unreadOf,
} from '@hirewire/connector-kit';
import type {
  ApplicationRecord,
  ConnectorContext,
  Json,
  ReadById,
  ReadModel,
  SideAnswer,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import { getPersonio, readWholeList } from '../call-personio.ts';
import { PersonioApplication, PersonioJob, PersonioTransition } from '../remote-types.ts';
import type { PersonioStage } from '../remote-types.ts';
import { stageOutcomes } from '../vocabulary.ts';
import { jobsPath } from './jobs.ts';
import { readChanges } from './read-changes.ts';
import { categoriesPath, readStageBook } from './stage-book.ts';
import type { StageBook } from './stage-book.ts';
import { toTime } from './to-time.ts';

export const applicationsPath = '/v2/recruiting/applications';
const model = 'applications';

/** Those who are turned down take a request more. */
const rowsAtOnce = 20;
const transitionsCall = {
  name: '/v2/recruiting/applications/{id}/stage-transitions',
  fields: ['rejected_at'],
} as const;

/** https://developer.personio.de/reference/get_v2-recruiting-applications */
export const readApplications: ReadModel<'applications'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, model, request);
  const toRecords = await openApplications(context, sideCalls, { isShared: true });
  yield* sideCalls.carry(
    (inner) =>
      readChanges<'applications'>(context, inner, {
        path: applicationsPath,
        rowsAtOnce,
        toRecords,
      }),
    { ...transitionsCall, read: async (id) => [await readOne(context, id, toRecords)] },
  );
};

export const readApplicationsById: NonNullable<ReadById['applications']> = async (context, ids) => {
  const sideCalls = openSideCalls(context, model);
  const toRecords = await openApplications(context, sideCalls, { isShared: false });
  return inParallel(ids, (id) => readOne(context, id, toRecords));
};

type ToRecords = (rows: Json[]) => Promise<ApplicationRecord[]>;

async function readOne(
  context: ConnectorContext,
  id: string,
  toRecords: ToRecords,
): Promise<ApplicationRecord | Tombstone> {
  const raw = await nullIfGone(() => getPersonio(context, path`/v2/recruiting/applications/${id}`));
  const [record] = raw === null ? [] : await toRecords([raw]);
  return record ?? { remote_id: id, deleted: true };
}

/** What all applications refer to. */
interface References {
  book: SideAnswer<StageBook>;
  /** The category of each job, which decides its stages. */
  categories: SideAnswer<ReadonlyMap<string, string | null | undefined>>;
}

async function openApplications(
  context: ConnectorContext,
  sideCalls: SideCalls<'applications'>,
  { isShared }: { isShared: boolean },
): Promise<ToRecords> {
  const ofStages = ['current_stage_remote_id', 'current_stage_index'];
  const book = await sideCalls.ask({ name: categoriesPath, fields: ofStages }, () =>
    readStageBook(context, model, { isShared }),
  );
  const ofJobs = { name: jobsPath, fields: ['current_stage_index'] };
  const categories = await sideCalls.ask(ofJobs, async () => {
    const rows = await readWholeList(context, { path: jobsPath });
    const jobs = parseResults(PersonioJob, rows, { model, context });
    return new Map(jobs.map(({ parsed }) => [parsed.id, parsed.category?.id]));
  });
  const references = { book, categories };
  return (rows) =>
    inParallel(parseResults(PersonioApplication, rows, { model, context }), async (found) => {
      const outcome = toOutcome(found.parsed.current_stage, context);
      const rejectedAt = await askRejectedAt(context, sideCalls, { id: found.parsed.id, outcome });
      return {
        ...toApplication(found.parsed, references, context),
        outcome,
        rejected_at: rejectedAt.value,
        ...unreadOf(book, categories, rejectedAt),
        // An anonymised person's data is nowhere kept.
        remote_data: found.parsed.is_anonymized === true ? null : { [applicationsPath]: found.raw },
      };
    });
}

function toApplication(
  application: PersonioApplication,
  { book, categories }: References,
  { reportIssue }: ConnectorContext,
): ApplicationRecord {
  const ref = (field: string) => ({ model, field, reportIssue }) as const;
  const jobId = application.job?.id ?? null;
  return {
    remote_id: application.id,
    ...(book.value && toStage(application, book.value, categories.value?.get(jobId ?? ''))),
    job_remote_id: jobId,
    candidate_remote_id: application.candidate?.id ?? null,
    remote_created_at: toTime(application.created_at, ref('created_at')),
    remote_updated_at: toTime(application.updated_at, ref('updated_at')),
  };
}

/** The stage, and where it is in those of the job. */
function toStage(
  { current_stage: stage }: PersonioApplication,
  book: StageBook,
  categoryId: string | null | undefined,
): Pick<ApplicationRecord, 'current_stage_remote_id' | 'current_stage_index'> {
  const id = book.idOf(stage);
  const index = book.ofCategory(categoryId).indexOf(id ?? '');
  return { current_stage_remote_id: id, current_stage_index: index === -1 ? null : index };
}

/**
 * A stage that the customer has made is one on the way, whatever it is called. Words that nobody has
 * documented may mean that somebody was hired or turned down: then the outcome is not known.
 */
function toOutcome(
  stage: PersonioStage | null | undefined,
  { reportIssue }: Pick<ConnectorContext, 'reportIssue'>,
): ApplicationRecord['outcome'] {
  if (!stage) return null;
  const words = [stage.kind, stage.type, stage.id].flatMap((word) => word?.toLowerCase() ?? []);
  const known = words.flatMap((word) =>
    Object.hasOwn(stageOutcomes, word) ? (stageOutcomes[word] ?? []) : [],
  );
  const outcome = known.find((one) => one !== 'PENDING') ?? known[0] ?? null;
  const sample = stage.kind ?? stage.type;
  if (outcome === null && sample) {
    reportIssue({ model, field: 'current_stage.kind', sample });
  }
  return outcome;
}

/**
 * When somebody was turned down, or withdrew: the last time that they came into such a stage.
 * https://developer.personio.de/reference/get_v2-recruiting-applications-id-stage-transitions
 */
async function askRejectedAt(
  context: ConnectorContext,
  sideCalls: SideCalls<'applications'>,
  { id, outcome }: { id: string; outcome: ApplicationRecord['outcome'] },
): Promise<SideAnswer<string | null>> {
  if (outcome !== 'DECLINED') return { value: null, unread: [] };
  return sideCalls.ask({ ...transitionsCall, key: id }, async () => {
    const list = {
      path: path`/v2/recruiting/applications/${id}/stage-transitions`,
      takesLimit: false,
    };
    const rows = await readWholeList(context, list);
    const ref = { model, field: 'entered_at', reportIssue: context.reportIssue } as const;
    const times = parseResults(PersonioTransition, rows, { model, context })
      .filter(({ parsed }) => toOutcome(parsed.stage, silent) === 'DECLINED')
      .flatMap(({ parsed }) => toTime(parsed.entered_at, ref) ?? []);
    return times.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
  });
}

/** Stages that an application was in before are of no interest. */
const silent = { reportIssue: () => undefined };
