import type { Application, Candidate } from '@hirewire/contract';
import type { ModelName } from '@hirewire/store';
import { listPage } from '@hirewire/store';
import type { Action } from './action.ts';

/** The application as the list shows it. */
export async function showApplication(action: Action, id: string): Promise<Application> {
  return (await showRecord(action, 'applications', id)) as Application;
}

/** The candidate as the list shows it. */
export async function showCandidate(action: Action, id: string): Promise<Candidate> {
  return (await showRecord(action, 'candidates', id)) as Candidate;
}

async function showRecord(action: Action, model: ModelName, id: string): Promise<unknown> {
  const { json, count } = await listPage(action.database, {
    integrationId: action.integration.id,
    model,
    filters: { ids: [id] },
    pageSize: 1,
    includeDeleted: true,
    updatedAfter: null,
    after: null,
  });
  if (count === 0) throw new Error(`a record of ${model} was stored, and is not there`);
  return JSON.parse(json);
}
