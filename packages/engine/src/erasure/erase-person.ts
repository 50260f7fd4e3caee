import type { Database, ErasureOutcome, Requester, SearchedBy } from '@hirewire/store';
import {
  erasePeople,
  findCandidateIntegration,
  findIntegration,
  toIdentity,
} from '@hirewire/store';
import type { Log } from '@hirewire/connector-kit';
import { EngineError } from '../engine-error.ts';
import type { SecretKeys } from '../integrations/sealing.ts';
import { toEmptyRow } from '../records/empty-row.ts';
import { createErasureKey, openErasureKey } from './erasure-key.ts';

/** Whom to erase: by exactly one of these. */
export interface ErasedPerson {
  candidateId?: string | undefined;
  emailAddress?: string | undefined;
  phoneNumber?: string | undefined;
}

export interface PersonErasure {
  environmentId: string;
  /** Null for all integrations of the environment. */
  integrationId: string | null;
  person: ErasedPerson;
  requester: Requester;
  isDryRun: boolean;
}

interface ErasureEnvironment {
  database: Database;
  secretKeys: SecretKeys;
  log: Log;
}

/**
 * Erases a person for good, and keeps them out of what tools send later.
 * @throws EngineError `invalid-erasure`, `integration-not-found` or `candidate-not-found`
 */
export async function erasePerson(
  { database, secretKeys, log }: ErasureEnvironment,
  { person, ...erasure }: PersonErasure,
): Promise<ErasureOutcome> {
  const searchedBy = searchedByOf(person);
  const { emailAddress, phoneNumber, candidateId } = person;
  const identity = toIdentity({
    emailAddresses: emailAddress === undefined ? [] : [emailAddress],
    phoneNumbers: phoneNumber === undefined ? [] : [phoneNumber],
  });
  if (phoneNumber !== undefined && identity.phoneNumbers.length === 0) {
    throw new EngineError('invalid-erasure', 'The phone number must have at least six digits.');
  }
  await requireIntegration(database, erasure);
  const outcome = await erasePeople(database, {
    ...erasure,
    integrationId:
      candidateId === undefined
        ? erasure.integrationId
        : await getIntegrationOf(database, { ...erasure, candidateId }),
    searchedBy,
    search: { candidateIds: candidateId === undefined ? [] : [candidateId], ...identity },
    sealedKey: createErasureKey(secretKeys),
    openKey: (sealed) => openErasureKey(secretKeys, sealed),
    toEmptyRow,
  });
  if (!erasure.isDryRun) {
    const { id, environmentId, records, interactions } = outcome.receipt;
    log.info(
      { event: 'person.erased', erasureId: id, environmentId, records, interactions },
      'Erased a person',
    );
  }
  return outcome;
}

function searchedByOf({ candidateId, emailAddress, phoneNumber }: ErasedPerson): SearchedBy {
  const given = [
    ...(candidateId === undefined ? [] : (['CANDIDATE_ID'] as const)),
    ...(emailAddress === undefined ? [] : (['EMAIL_ADDRESS'] as const)),
    ...(phoneNumber === undefined ? [] : (['PHONE_NUMBER'] as const)),
  ];
  const [searchedBy, ...others] = given;
  if (searchedBy === undefined || others.length > 0) {
    throw new EngineError(
      'invalid-erasure',
      'Name the person by exactly one of these: candidate id, e-mail address or phone number.',
    );
  }
  return searchedBy;
}

async function requireIntegration(
  database: Database,
  { environmentId, integrationId }: { environmentId: string; integrationId: string | null },
): Promise<void> {
  if (integrationId === null) return;
  const integration = await findIntegration(database, integrationId);
  if (integration?.environmentId === environmentId) return;
  throw new EngineError(
    'integration-not-found',
    'There is no integration with this id in this environment. Nothing was erased.',
  );
}

/** A candidate is one of a single integration, and erased nowhere else. */
async function getIntegrationOf(
  database: Database,
  candidate: { environmentId: string; integrationId: string | null; candidateId: string },
): Promise<string> {
  const found = await findCandidateIntegration(database, candidate);
  if (found !== null) return found;
  throw new EngineError(
    'candidate-not-found',
    'There is no candidate with this id in this environment, or in the integration that was named. ' +
      'Nothing was erased.',
  );
}
