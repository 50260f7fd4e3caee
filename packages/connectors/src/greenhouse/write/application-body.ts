import { RemoteError, parseResults, inputError } from '@hirewire/connector-kit';
import type { ConnectorContext, CreateApplicationInput, Json } from '@hirewire/connector-kit';
import { readByIds, readWholeList, toNumber } from '../call-greenhouse.ts';
import { GreenhouseJobStage, GreenhouseNamed, GreenhouseReference } from '../remote-types.ts';
import { extraFields } from './acting-user.ts';

/** The fields of a new application, without whose it is. */
export async function toApplicationBody(
  context: ConnectorContext,
  input: CreateApplicationInput,
  warnings: string[],
): Promise<Record<string, Json>> {
  const source = await findSource(context, input, warnings);
  const referrer = await findReferrer(context, input, warnings);
  const { stageRemoteId: stage } = input;
  return {
    job_id: toNumber(input.job.remoteId),
    ...(stage !== null && { initial_stage_id: toNumber(stage) }),
    ...(source !== null && { source_id: toNumber(source) }),
    ...(referrer !== null && { referrer_id: toNumber(referrer) }),
    ...extraFields(input.remoteFields, 'application'),
  };
}

/** Sources are made in Greenhouse alone: only one that is there can be named. */
async function findSource(
  context: ConnectorContext,
  { source: { name, remoteId, isAutomatic } }: CreateApplicationInput,
  warnings: string[],
): Promise<string | null> {
  if (remoteId !== null) return remoteId;
  if (name === null) return null;
  const list = { path: '/sources' };
  const rows = (await readAllowed(() => readWholeList(context, list))) ?? [];
  const wanted = name.trim().toLowerCase();
  const found = parseResults(GreenhouseNamed, rows, { model: 'candidates', context }).find(
    ({ parsed }) => parsed.name?.trim().toLowerCase() === wanted,
  );
  if (found !== undefined) return found.parsed.id;
  // Nobody asked for the name of the environment, and a dry run looks nothing up.
  if (!isAutomatic && !context.isDryRun) {
    warnings.push(
      `The source "${name}" was not set: Greenhouse has none of that name. Create it there, under Configure, Sources.`,
    );
  }
  return null;
}

/** Who gets the credit is one of the referrers, each of whom may be a user. */
async function findReferrer(
  context: ConnectorContext,
  { sourcedByUserRemoteId: user }: CreateApplicationInput,
  warnings: string[],
): Promise<string | null> {
  if (user === null) return null;
  const list = { path: '/referrers', filter: 'user_ids' };
  const rows = (await readAllowed(() => readByIds(context, list, [user]))) ?? [];
  const [found] = parseResults(GreenhouseReference, rows, { model: 'candidates', context });
  if (found !== undefined) return found.parsed.id;
  if (!context.isDryRun) {
    warnings.push(`\`sourced_by\` was not set: the user ${user} is no referrer in Greenhouse.`);
  }
  return null;
}

/**
 * Before anything is made: a person whose application is refused would stay behind.
 * @throws RemoteError of kind `input`
 */
export async function requireStage(
  context: ConnectorContext,
  { stageRemoteId: stage, job }: Pick<CreateApplicationInput, 'stageRemoteId' | 'job'>,
): Promise<void> {
  if (stage === null || context.isDryRun) return;
  const list = { path: '/job_interview_stages' };
  const rows = await readAllowed(() => readByIds(context, list, [stage]));
  if (rows === null) return;
  const [found] = parseResults(GreenhouseJobStage, rows, { model: 'application_stages', context });
  if (found?.parsed.job_id === job.remoteId) return;
  throw inputError(`The stage ${stage} is none of the job ${job.remoteId} in Greenhouse.`);
}

/** Null for a list that may not be read, or is not there: no reason to refuse an application. */
export async function readAllowed(read: () => Promise<Json[]>): Promise<Json[] | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    if (error.kind === 'permission' || error.kind === 'not-found') return null;
    throw error;
  }
}
