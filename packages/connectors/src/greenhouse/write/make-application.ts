import { RemoteError, lookUntilShown } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { changeGreenhouse, toNumber } from '../call-greenhouse.ts';
import { GreenhouseMade, GreenhouseReference } from '../remote-types.ts';
import type { Actor } from './acting-user.ts';
import { listApplications } from './find-records.ts';

export interface Made {
  candidateId: string;
  applicationId: string;
}

interface Draft {
  application: Record<string, Json>;
  actor: Actor;
}

/** https://harvestdocs.greenhouse.io/reference/post_v3-candidates */
export async function makeCandidate(
  context: ConnectorContext,
  candidate: object,
  { application, actor }: Draft,
): Promise<Made> {
  const post = (json: object) =>
    changeGreenhouse(context, 'POST', { path: '/candidates', json, ...actor });
  try {
    return await toMade(context, await post({ ...candidate, application }));
  } catch (error) {
    // Whether a nested application may name its stage is not documented (README, "Not verified").
    const isAboutStage =
      error instanceof RemoteError && error.status === 422 && /initial_stage/i.test(error.message);
    if (!isAboutStage) throw error;
    const { id } = readMade(await post(candidate)).candidate;
    return makeApplication(context, id, { application, actor });
  }
}

function readMade({ body, status }: { body: unknown; status: number }) {
  const made = GreenhouseMade.safeParse(body).data;
  if (made !== undefined) return made;
  const message =
    'Greenhouse made the candidate, but does not tell whom. The next sync brings them.';
  throw new RemoteError({ kind: 'unknown', message, status, mayHaveHappened: true });
}

/** An answer without the application is that of an older generation: it is looked for. */
async function toMade(
  context: ConnectorContext,
  answer: { body: unknown; status: number },
): Promise<Made> {
  const { candidate, application } = readMade(answer);
  const candidateId = candidate.id;
  if (application) return { candidateId, applicationId: application.id };
  const said = `Greenhouse made the candidate ${candidateId} with an application`;
  return lookUntilShown(context, said, async () => {
    const [found] = await listApplications(context, candidateId);
    return found === undefined ? null : { candidateId, applicationId: found.id };
  });
}

/** https://harvestdocs.greenhouse.io/reference/post_v3-applications */
export async function makeApplication(
  context: ConnectorContext,
  candidateId: string,
  { application, actor }: Draft,
): Promise<Made> {
  const json = { candidate_id: toNumber(candidateId), ...application };
  const answer = await changeGreenhouse(context, 'POST', { path: '/applications', json, ...actor });
  const made = GreenhouseReference.safeParse(answer.body).data;
  if (made !== undefined) return { candidateId, applicationId: made.id };
  const message = `Greenhouse made an application of the candidate ${candidateId}, but does not tell which. The next sync brings it.`;
  const { status } = answer;
  throw new RemoteError({ kind: 'unknown', message, status, mayHaveHappened: true });
}
