import { ApiError, inputInvalid } from '@hirewire/contract';
import type * as operations from '@hirewire/contract';
import { EngineError } from '@hirewire/engine';
import { findErasure, liftErasure as lift, listErasures } from '@hirewire/store';

import { requesterOf } from './requester-of.ts';
import { type Route, found, toId } from './route.ts';
import { viewErasure } from './views.ts';

// People who were erased: docs/guides/data-protection.md.

const title = 'No such erasure';
const missing = 'There is no erasure with this id in the environment of this API key.';

export const getErasures: Route<typeof operations.getErasures> = async (call) => {
  const { database, environmentId, query } = call;
  const { integration_id: integrationId, after, limit } = query;
  const erasures = await listErasures(database, {
    environmentId,
    integrationId: integrationId?.replaceAll('\0', ''),
    after: after === undefined ? undefined : toId(after),
    limit: limit + 1,
  });
  return { results: erasures.slice(0, limit).map(viewErasure), has_more: erasures.length > limit };
};

export const getErasure: Route<typeof operations.getErasure> = async (call) => {
  const { database, environmentId } = call;
  const erasure = await findErasure(database, { environmentId, id: toId(call.path.erasure_id) });
  return viewErasure(found(erasure, title, missing));
};

export const createErasure: Route<typeof operations.createErasure> = async (call) => {
  const { engine, environmentId, body, authorization } = call;
  const { candidate_id: candidateId, dry_run: isDryRun, confirm } = body;
  if (isDryRun === confirm) {
    throw inputInvalid(
      'Send either `dry_run: true` to see what would be erased, or `confirm: true` to erase it.',
    );
  }
  const { receipt, others } = await answerRefusals(() =>
    engine.erasePerson({
      environmentId,
      integrationId: body.integration_id?.replaceAll('\0', '') ?? null,
      person: {
        candidateId: candidateId === undefined ? undefined : toId(candidateId),
        emailAddress: body.email_address,
        phoneNumber: body.phone_number,
      },
      requester: requesterOf(authorization),
      isDryRun,
    }),
  );
  const { id, ...erasure } = viewErasure(receipt);
  return {
    dry_run: isDryRun,
    erasure: { id: isDryRun ? null : id, ...erasure },
    others_with_same_contact_details: others,
  };
};

export const liftErasure: Route<typeof operations.liftErasure> = async (call) => {
  const { database, environmentId } = call;
  const erasure = await lift(database, { environmentId, id: toId(call.path.erasure_id) });
  return viewErasure(found(erasure, title, missing));
};

async function answerRefusals<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.code === 'invalid-erasure') throw inputInvalid(error.message);
    if (error.code === 'candidate-not-found') {
      throw new ApiError(null, error.message, { status: 404, title: 'No such candidate' });
    }
    if (error.code === 'integration-not-found') {
      throw new ApiError('PLATFORM.INTEGRATION_NOT_FOUND', error.message);
    }
    throw error;
  }
}
