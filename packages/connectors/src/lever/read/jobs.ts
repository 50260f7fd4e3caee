import { hash } from 'node:crypto';
import { inParallel, parseResults, path } from '@hirewire/connector-kit';
import type { ConnectorContext, JobRecord, Json, ReadModel } from '@hirewire/connector-kit';
import { findLever } from '../call-lever.ts';
import { LeverPosting } from '../remote-types.ts';
import { stateOfJob } from '../vocabulary.ts';
import { readApplyForm, readTeam } from './job-details.ts';
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
  const stages = await readJobStages(context);
  const lost = new Set<string>();
  const toRecords = (rows: readonly Json[]): Promise<JobRecord[]> =>
    inParallel(parseResults(LeverPosting, rows, { model: 'jobs', context }), (found) =>
      readJob(context, found, { stages, lost }),
    );
  yield* readChanges(context, request, {
    model: 'jobs',
    path: postingsPath,
    fingerprint: hash('sha256', JSON.stringify(stages), 'base64url').slice(0, 16),
    rowsAtOnce: postingsAtOnce,
    toRecords,
    takeLost() {
      const ids = [...lost];
      lost.clear();
      return ids;
    },
    readAgain: async (ids) => {
      const found = await inParallel(ids, (id) => findLever(context, path`/postings/${id}`));
      return toRecords(found.filter((posting) => posting !== null));
    },
    toDeleted: toTombstones,
  });
};

async function readJobStages(context: ConnectorContext): Promise<JobRecord['stages']> {
  const stages = await readStages(context, 'jobs');
  return stages.map(({ parsed }, index) => ({ remote_id: parsed.id, index }));
}

async function readJob(
  context: ConnectorContext,
  { raw, parsed }: { raw: Json; parsed: LeverPosting },
  { stages, lost }: { stages: JobRecord['stages']; lost: Set<string> },
): Promise<JobRecord> {
  const onLost = (): void => void lost.add(parsed.id);
  // Nobody can apply to the others: their form is no longer, or not yet, of use.
  const isOpen = stateOfJob(parsed.state) === 'OPEN';
  const form = isOpen ? await readApplyForm(context, parsed.id, onLost) : null;
  const team = await readTeam(context, parsed.id, onLost);
  return {
    ...toJob(parsed, { form: form?.parsed ?? null, team: team?.parsed ?? null, stages }, context),
    remote_data: {
      [postingsPath]: raw,
      ...(form !== null && { [`${postingsPath}/apply`]: form.raw }),
      ...(team !== null && { [`${postingsPath}/users`]: team.raw }),
    },
  };
}
