import { parseRemote, parseResults, path, readOnce, nullIfGone } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ModelName } from '@hirewire/connector-kit';
import { getWorkable, partOf, readWholeList } from '../call-workable.ts';
import { WorkableForm, WorkableStage } from '../remote-types.ts';

/** What records are made from beside the lists, with a request for each. */
export interface Sources {
  /** `GET /candidates/{id}`; null where there is none, or no longer. */
  candidate: (id: string, version: string) => Promise<Json>;
  /** In the order of the job's pipeline. */
  stages: (job: string) => Promise<WorkableStage[]>;
  form: (job: string) => Promise<WorkableForm>;
  /** What has happened to a candidate, comments and ratings among it. */
  activities: (id: string, version: string) => Promise<Json[]>;
}

/** How many models read the same. */
const readers = { candidate: 3, stages: 3, form: 2, activities: 2 } as const;

/** For a read of a model: shared with the other models of the run. */
export function openSources(context: ConnectorContext, model: ModelName): Sources {
  const share = (kind: keyof typeof readers, id: string, read: () => Promise<Json>) =>
    context.shareRead({ key: `${kind} ${id}`, readers: readers[kind] }, read);
  return {
    candidate: (id, version) =>
      share('candidate', `${id} ${version}`, () => readCandidate(context, id)),
    stages: readOnce(async (job) =>
      toStages(await share('stages', job, () => readStages(context, job)), { model, context }),
    ),
    form: readOnce(async (job) =>
      toForm(await share('form', job, () => readForm(context, job)), { model, context }),
    ),
    async activities(id, version) {
      const read = () => readActivities(context, id);
      const all = await share('activities', `${id} ${version}`, read);
      return Array.isArray(all) ? all : [];
    },
  };
}

/** For single records, which are read as they are now. */
export function openFreshSources(context: ConnectorContext, model: ModelName): Sources {
  return {
    candidate: (id) => readCandidate(context, id),
    stages: readOnce(async (job) => toStages(await readStages(context, job), { model, context })),
    form: readOnce(async (job) => toForm(await readForm(context, job), { model, context })),
    activities: (id) => readActivities(context, id),
  };
}

/** https://workable.readme.io/reference/job-candidates-show */
export async function readCandidate(context: ConnectorContext, id: string): Promise<Json> {
  const found = await nullIfGone(() => getWorkable(context, path`/candidates/${id}`));
  return partOf(found, 'candidate');
}

async function readStages(context: ConnectorContext, job: string): Promise<Json> {
  const list = { path: path`/jobs/${job}/stages`, name: 'stages', hasPages: false };
  return readWholeList(context, list);
}

function readForm(context: ConnectorContext, job: string): Promise<Json> {
  return getWorkable(context, path`/jobs/${job}/application_form`);
}

function readActivities(context: ConnectorContext, id: string): Promise<Json[]> {
  return readWholeList(context, {
    path: path`/candidates/${id}/activities`,
    name: 'activities',
  });
}

interface RowsContext {
  model: ModelName;
  context: ConnectorContext;
}

/** A slug once, in the order of their positions. */
export function toStages(rows: Json, ref: RowsContext): WorkableStage[] {
  const found = parseResults(WorkableStage, Array.isArray(rows) ? rows : [], ref);
  const stages = found
    .map(({ parsed }) => parsed)
    .toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0));
  const first = new Map(stages.toReversed().map((stage) => [stage.slug, stage]));
  return stages.filter((stage) => first.get(stage.slug) === stage);
}

function toForm(answer: Json, { model, context }: RowsContext): WorkableForm {
  const { reportIssue } = context;
  return parseRemote(WorkableForm, answer, { model, reportIssue }) ?? {};
}
