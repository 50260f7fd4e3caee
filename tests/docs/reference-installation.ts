import { type Operation, type OperationId, operations } from '@hirewire/contract';
import {
  type Language,
  exampleKey,
  exampleServer,
  writeOperationPage,
} from '@hirewire/site/reference';
import { createCustomField } from '@hirewire/store';
import { setSetupStatus } from '@hirewire/store/testing';
import type { RunningHirewire, Tenant } from '../wire/start-hirewire.ts';

/** The tool of the examples whose applications can be imported; `createTrackedTool` simulates it. */
export const importingTool = 'successfactors';

/** An example as its page shows it, with address, key and ids of a running Hirewire. */
export interface ReadyExample {
  operation: OperationId;
  code: string;
}

/** The examples of one language after the other, each with records of its own to change. */
export async function openReference(hirewire: RunningHirewire): Promise<{
  examplesIn(language: Language): Promise<ReadyExample[]>;
}> {
  // An environment of its own: what the examples change, other tests do not read.
  const environment = 'reference';
  const simulator = await hirewire.startSimulator({ candidates: 120, seed: 11 });
  const createTenant = async (tool?: string): Promise<Tenant> => {
    const tenant = await hirewire.createTenant({ environment, simulator, ...(tool && { tool }) });
    await hirewire.waitForSync(tenant.integrationId);
    return tenant;
  };
  const tenant = await createTenant();
  const unfinished = await createTenant();
  const importing = await createTenant(importingTool);
  await setSetupStatus(hirewire.database.pool, unfinished.integrationId, 'INCOMPLETE');
  const ids = await collectIds(hirewire, tenant);
  let count = 0;
  return {
    async examplesIn(language) {
      const ownIntegrations = new Map<string, Tenant>([
        ['delete-integration', await createTenant()],
        ['create-setup-link', unfinished],
      ]);
      return operations.map((operation: Operation) => {
        count += 1;
        const used = ownIntegrations.get(operation.id) ?? tenant;
        const code = findExample(operation, language)
          .replaceAll(exampleServer, hirewire.url)
          .replaceAll(exampleKey, tenant.apiKey)
          .replaceAll('ashby:…', used.integrationId)
          .replaceAll(`${importingTool}:…`, importing.integrationId)
          // Everybody may apply for a job once.
          .replaceAll('ada@example.com', `ada.${count}@example.com`);
        // Not every candidate has a note.
        const applications = operation.id === 'get-notes' ? ids.noted : ids.applications;
        return {
          operation: operation.id as OperationId,
          code: fillIds(code, { ...ids, applications }),
        };
      });
    },
  };
}

/** The very text of the page. */
function findExample(operation: Operation, language: Language): string {
  const { text } = writeOperationPage(operation);
  const block = new RegExp(`^\`\`\`\\w+ \\[${language}\\]\\n([^]*?)^\`\`\`$`, 'm').exec(text);
  if (block?.[1] === undefined) throw new Error(`${operation.id} has no example in ${language}.`);
  return block[1];
}

interface Application {
  id: string;
  candidate_id: string;
  job_id: string;
  current_stage_id: string;
}

interface Job {
  id: string;
  stages: { id: string; name: string }[];
  screening_questions: { required: boolean | null }[];
}

interface Ids {
  applications: Iterator<Application>;
  /** Those on which there are notes. */
  noted: Iterator<Application>;
  jobs: Job[];
  fixed: Readonly<Record<string, string>>;
}

function fillIds(code: string, { applications, jobs, fixed }: Ids): string {
  const application = /(APPLICATION|CANDIDATE|STAGE)_ID/.test(code)
    ? applications.next().value
    : null;
  return code.replaceAll(/\b[A-Z]+(?:_[A-Z]+)*_ID\b/g, (name) => {
    const id: unknown = {
      ...fixed,
      APPLICATION_ID: application?.id,
      CANDIDATE_ID: application?.candidate_id,
      STAGE_ID: otherStage(jobs, application)?.id,
    }[name];
    if (typeof id !== 'string') throw new Error(`No id is there for ${name}.`);
    return id;
  });
}

/** A stage in the middle of the application's job that it is not in. */
function otherStage(jobs: readonly Job[], application: Application | null | undefined) {
  const job = jobs.find(({ id }) => id === application?.job_id);
  const ends = ['Archived', 'Lead', 'Hired'];
  return job?.stages.find(
    ({ id, name }) => id !== application?.current_stage_id && !ends.includes(name),
  );
}

async function collectIds(hirewire: RunningHirewire, tenant: Tenant): Promise<Ids> {
  const read = <Found>(path: string) => readList<Found>(hirewire.url, tenant, path);
  const jobs = await read<Job>('/ats/jobs?page_size=250&statuses=OPEN');
  const pending = await read<Application>('/ats/applications?page_size=250&outcomes=PENDING');
  const notes = await read<{ candidate_id: string }>('/ats/notes?page_size=250');
  const withNotes = new Set(notes.map((note) => note.candidate_id));
  const [reason] = await read<{ id: string }>('/ats/rejection-reasons');
  const fields = await read<{ id: string; model: string }>(
    `/integrations/${tenant.integrationId}/integration-fields?page_size=2000`,
  );
  const job = jobs.find((one) =>
    one.screening_questions.every(({ required }) => required !== true),
  );
  const customField = await createCustomField(hirewire.database, {
    environmentId: tenant.environmentId,
    model: 'candidates',
    key: 'school_name',
    label: 'School',
    description: null,
  });
  return {
    jobs,
    applications: pending.filter((one) => otherStage(jobs, one) !== undefined).values(),
    noted: pending.filter((one) => withNotes.has(one.candidate_id)).values(),
    fixed: {
      JOB_ID: job?.id ?? '',
      REJECTION_REASON_ID: reason?.id ?? '',
      CUSTOM_FIELD_ID: customField?.id ?? '',
      // Nothing makes one yet.
      ASSESSMENT_ORDER_ID: 'none',
      INTEGRATION_FIELD_ID: fields.find(({ model }) => model === 'ats_candidates')?.id ?? '',
    },
  };
}

async function readList<Found>(url: string, tenant: Tenant, path: string): Promise<Found[]> {
  const headers = {
    authorization: `Bearer ${tenant.apiKey}`,
    'x-integration-id': tenant.integrationId,
  };
  const response = await fetch(url + path, { headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { data: { results: Found[] } }).data.results;
}
