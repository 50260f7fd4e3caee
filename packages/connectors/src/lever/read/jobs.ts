import {
  inParallel,
  openSideCalls,
  parseResults,
  path,
  unreadOf,
  nullIfGone,
  fingerprintOf,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  JobRecord,
  Json,
  ReadModel,
  ReadRequest,
  SideAnswer,
  SideCalls,
} from '@hirewire/connector-kit';
import { getLever } from '../call-lever.ts';
import { LeverPosting } from '../remote-types.ts';
import { stateOfJob } from '../vocabulary.ts';
import { formCall, readApplyForm, readTeam, teamCall } from './job-details.ts';
import { readChanges, toTombstones } from './read-changes.ts';
import { readStages } from './references.ts';
import { toJob } from './to-job.ts';

/** https://hire.lever.co/developer/documentation#postings */
export const postingsPath = '/postings';

/** Each takes two requests more. */
const postingsAtOnce = 20;

/**
 * A job is a posting. All have the stages of the account, which no date of a posting tells of: when
 * these have changed, all jobs are read.
 */
export const readJobs: ReadModel<'jobs'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'jobs', request);
  const stages = await sideCalls.ask({ name: '/stages', fields: ['stages'] }, () =>
    readJobStages(context),
  );
  const toRecords = (rows: readonly Json[]): Promise<JobRecord[]> =>
    inParallel(parseResults(LeverPosting, rows, { model: 'jobs', context }), (found) =>
      readJob(context, found, { stages, sideCalls }),
    );
  const readPages = (inner: ReadRequest) =>
    readChanges(context, inner, {
      model: 'jobs',
      path: postingsPath,
      fingerprint: stages.value && fingerprintOf(stages.value),
      rowsAtOnce: postingsAtOnce,
      toRecords,
      toDeleted: toTombstones,
    });
  yield* sideCalls.carry(readPages, {
    name: postingsPath,
    fields: [...formCall.fields, ...teamCall.fields],
    read: async (id) => {
      const posting = await nullIfGone(() => getLever(context, path`/postings/${id}`));
      return posting === null ? [] : toRecords([posting]);
    },
  });
};

type Stages = JobRecord['stages'];

async function readJobStages(context: ConnectorContext): Promise<Stages> {
  const stages = await readStages(context, 'jobs');
  return stages.map(({ parsed }, index) => ({ remote_id: parsed.id, index }));
}

async function readJob(
  context: ConnectorContext,
  { raw, parsed }: { raw: Json; parsed: LeverPosting },
  { stages, sideCalls }: { stages: SideAnswer<Stages>; sideCalls: SideCalls<'jobs'> },
): Promise<JobRecord> {
  const { id: key, state } = parsed;
  const form = takesApplications(state)
    ? await sideCalls.ask({ ...formCall, key }, () => readApplyForm(context, key))
    : notAsked;
  const team = await sideCalls.ask({ ...teamCall, key }, () => readTeam(context, key));
  const details = {
    form: form.value?.parsed ?? null,
    team: team.value?.parsed ?? null,
    stages: stages.value ?? [],
  };
  return {
    ...toJob(parsed, details, context),
    ...unreadOf(form, team, stages),
    remote_data: {
      [postingsPath]: raw,
      ...(form.value && { [formCall.name]: form.value.raw }),
      ...(team.value && { [teamCall.name]: team.value.raw }),
    },
  };
}

const notAsked = { value: null, unread: [] };

/**
 * The form of a posting that is closed, or not open yet, is of no use. A state that we do not know is
 * no reason to lose the questions.
 */
function takesApplications(state: string | null | undefined): boolean {
  const status = stateOfJob(state);
  return status === 'OPEN' || status === null;
}
