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
import { readRows } from '../call-smartrecruiters.ts';
import {
  SmartRecruitersAnswer,
  SmartRecruitersProperty,
  SmartRecruitersStep,
} from '../remote-types.ts';
import type { SmartRecruitersAssignment } from '../remote-types.ts';
import { applicationIdsOf, assignmentsOf, readCandidateList } from './candidate-list.ts';
import type { Person, Records } from './candidate-list.ts';
import { detailsPath, findListed, findPerson } from './details.ts';
import { toApplicationIds } from './ids.ts';
import type { ApplicationIds } from './ids.ts';
import { toScreeningAnswers } from './screening-answers.ts';
import { processesPath, readStages } from './stages.ts';
import type { Stage } from './stages.ts';
import { toApplication, toDates } from './to-application.ts';
import { toCustomFields } from './to-custom-fields.ts';

const applicationPath = '/candidates/{id}/jobs/{jobId}';
const stageFields = ['current_stage_remote_id', 'current_stage_index'];

export const applicationCalls = {
  /** Of further applications, the list of candidates has the job alone. */
  details: {
    name: detailsPath,
    fields: ['outcome', 'rejection_reason_name', ...stageFields, `remote_data.${detailsPath}`],
  },
  stages: { name: processesPath, fields: stageFields },
  history: {
    name: `${applicationPath}/status/history`,
    fields: ['remote_created_at', 'rejected_at'],
  },
  answers: {
    name: `${applicationPath}/screening-answers`,
    fields: ['screening_question_answers'],
  },
  properties: { name: `${applicationPath}/properties`, fields: ['custom_fields'] },
};

/** The calls that are asked again for one candidate. */
const again = {
  name: detailsPath,
  fields: Object.values(applicationCalls).flatMap(({ fields }) => fields),
};

/** SmartRecruiters lists no applications: they are the assignments of candidates. */
export const readApplications: ReadModel<'applications'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'applications', request);
  const stages = await sideCalls.ask(applicationCalls.stages, () =>
    readStages(context, 'applications'),
  );
  const toRecords = openApplications(context, { sideCalls, stages });
  const toListed = async (listed: Person): Promise<Records<'applications'>> => {
    const { id: key } = listed.parsed;
    const details = await sideCalls.ask({ ...applicationCalls.details, key }, async () => ({
      found: await findListed(context, 'applications', listed.parsed),
    }));
    if (details.value === null) return toRecords(listed, details);
    return details.value.found === null
      ? applicationIdsOf(listed.parsed).map(gone)
      : toRecords(details.value.found);
  };
  const readPages = (inner: ReadRequest) =>
    readCandidateList<'applications'>(context, inner, {
      model: 'applications',
      toRecords: toListed,
    });
  yield* sideCalls.carry(readPages, {
    ...again,
    read: async (id) => {
      const person = await findPerson(context, 'applications', id);
      return person === null ? [] : toRecords(person);
    },
  });
};

/** As they are now. */
export async function readApplicationsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(ApplicationRecord | Tombstone)[]> {
  const sideCalls = openSideCalls(context, 'applications');
  const stages = await sideCalls.ask(applicationCalls.stages, () =>
    readStages(context, 'applications'),
  );
  const toRecords = openApplications(context, { sideCalls, stages });
  const wanted = Map.groupBy(ids, (id) => toApplicationIds(id)?.candidateId ?? null);
  const found = await inParallel([...wanted], async ([candidateId, own]) => {
    const person =
      candidateId === null ? null : await findPerson(context, 'applications', candidateId);
    const records = person === null ? [] : await toRecords(person, null, new Set(own));
    const byId = new Map(records.map((record) => [record.remote_id, record]));
    return own.map((id) => byId.get(id) ?? gone(id));
  });
  return found.flat();
}

const gone = (id: string): Tombstone => ({ remote_id: id, deleted: true });
const nothingUnread = { value: null, unread: [] };

interface Surroundings {
  sideCalls: SideCalls<'applications'>;
  stages: SideAnswer<Stage[]>;
}

/** `details` is given where they could not be read, `only` where single applications are wanted. */
type ToRecords = (
  person: Person,
  details?: SideAnswer<unknown> | null,
  only?: ReadonlySet<string>,
) => Promise<ApplicationRecord[]>;

function openApplications(
  context: ConnectorContext,
  { sideCalls, stages }: Surroundings,
): ToRecords {
  async function toRecord(
    person: Person,
    assignment: SmartRecruitersAssignment,
    lost: SideAnswer<unknown> | null,
  ): Promise<ApplicationRecord> {
    const { parsed: candidate, raw } = person;
    const ids = { candidateId: candidate.id, jobId: assignment.job.id };
    const [history, answers, properties] = await askOfApplication(context, sideCalls, ids);
    const record = toApplication(candidate, assignment, stages.value, context);
    return {
      ...record,
      ...toDates(history.value ?? [], record, context),
      screening_question_answers: toScreeningAnswers(answers.value ?? []),
      custom_fields: toCustomFields(properties.value),
      ...unreadOf(lost ?? nothingUnread, stages, history, answers, properties),
      remote_data: lost === null ? { [detailsPath]: raw } : null,
    };
  }
  return (person, lost = null, only) => {
    const all = assignmentsOf(person.parsed);
    const ids = applicationIdsOf(person.parsed);
    const wanted = all.filter((_, index) => only?.has(ids[index] ?? '') ?? true);
    return inParallel(wanted, (assignment) => toRecord(person, assignment, lost));
  };
}

/**
 * The three answers about one application. One that SmartRecruiters does not have is empty, and so are
 * properties without a list, which the OpenAPI document of April 2024 leaves to the vendor.
 */
function askOfApplication(
  context: ConnectorContext,
  sideCalls: SideCalls<'applications'>,
  { candidateId: key, jobId }: ApplicationIds,
) {
  const base = path`/candidates/${key}/jobs/${jobId}`;
  const ref = { model: 'applications', context } as const;
  const rowsAt = async (part: string, isOptional = false): Promise<Json[]> =>
    (await nullIfGone(() => readRows(context, `${base}/${part}`, {}, { isOptional }))) ?? [];
  const { history, answers, properties } = applicationCalls;
  return Promise.all([
    sideCalls.ask({ ...history, key }, async () =>
      parseResults(SmartRecruitersStep, await rowsAt('status/history'), ref).map(
        ({ parsed }) => parsed,
      ),
    ),
    sideCalls.ask({ ...answers, key }, async () =>
      parseResults(SmartRecruitersAnswer, await rowsAt('screening-answers'), ref).map(
        ({ parsed }) => parsed,
      ),
    ),
    sideCalls.ask({ ...properties, key }, async () =>
      parseResults(SmartRecruitersProperty, await rowsAt('properties', true), ref).map(
        ({ parsed }) => parsed,
      ),
    ),
  ]);
}
