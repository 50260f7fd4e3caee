import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AshbySimulator } from '@hirewire/simulators';
import {
  createApiKey,
  createCustomField,
  listIssues,
  observeIssues,
  noteCredentialsCheck,
} from '@hirewire/store';
import type { Database } from '@hirewire/store';
import { type RunningHirewire, type Tenant, startHirewire } from '../wire/start-hirewire.ts';
import type { Block } from './guide-blocks.ts';

/** What the pages are about: a Hirewire whose one customer has an Ashby. */
export interface GuideInstallation {
  /** What the command line works with. */
  environment: Readonly<Record<'DATABASE_URL' | 'HIREWIRE_SECRET_KEY', string>>;
  simulator: AshbySimulator;
  /** The block with what stands in it for an address, a key or an id replaced. */
  fill(block: Block): Promise<string>;
  close(): Promise<void>;
}

/** Base64, as Standard Webhooks want it; to the compatible scheme it is any text. */
export const webhookSecret = Buffer.from('the secret of the examples').toString('base64');
export const pdf = Buffer.from('%PDF-1.4 an invented CV');

interface Application {
  id: string;
  candidate_id: string;
  job_id: string;
  current_stage_id: string;
}

interface Question {
  id: string;
  format: { type: string; options?: { id: string }[] };
}

interface Job {
  id: string;
  remote_id: string;
  stages: { id: string; name: string }[];
  screening_questions: Question[];
}

export async function openGuideInstallation(): Promise<GuideInstallation> {
  const hirewire = await startHirewire();
  const simulator = await hirewire.startSimulator({ candidates: 100, seed: 7 });
  const jobRemoteId = askOneOfEach(simulator);
  const environment = 'default';
  const createTenant = () => hirewire.createTenant({ environment, simulator });
  const tenant = await createTenant();
  await hirewire.waitForSync(tenant.integrationId);
  const files = await serveFile();
  const ids = await collectIds(hirewire, tenant, jobRemoteId);
  const applications = ids.applications.values();
  let count = 0;
  return {
    environment: hirewire.environment,
    simulator,
    async fill(block) {
      const used = block.ownIntegration ? await createTenant() : tenant;
      count += 1;
      const code = block.code
        .replaceAll('http://127.0.0.1:4000/v1', hirewire.url)
        .replaceAll('http://127.0.0.1:4000', hirewire.url.replace(/\/v1$/, ''))
        .replaceAll('https://files.example.com/cv.pdf', files.url)
        .replaceAll(
          'postgres://hirewire:password@db:5432/hirewire',
          hirewire.environment.DATABASE_URL,
        )
        .replaceAll('BASE64_OF_32_BYTES', hirewire.environment.HIREWIRE_SECRET_KEY)
        .replaceAll('--port 4000', '--port 0')
        .replaceAll('hw_…', used.apiKey)
        .replaceAll('ashby:…', used.integrationId)
        .replaceAll('WEBHOOK_SECRET', webhookSecret)
        // Everybody may apply for a job once.
        .replaceAll('ada@example.com', `ada.${count}@example.com`)
        .replaceAll(/application-4711|note-4711/g, `$&-${count}`);
      return fillIds(code, { ...ids, application: () => applications.next().value });
    },
    async close() {
      await files.close();
      await hirewire.close();
    },
  };
}

type Ids = Awaited<ReturnType<typeof collectIds>>;

function fillIds(code: string, ids: Ids & { application: () => Application | undefined }): string {
  const placeholders = new Set(code.match(/\b[A-Z]+(?:_[A-Z]+)*_ID\b/g));
  const application = /(APPLICATION|CANDIDATE|STAGE)_ID/.test(code) ? ids.application() : undefined;
  const known: Readonly<Record<string, string | undefined>> = {
    ...ids.fixed,
    APPLICATION_ID: application?.id,
    CANDIDATE_ID: application?.candidate_id,
    STAGE_ID: otherStage(ids.jobs, application)?.id,
  };
  return [...placeholders].reduce((filled, name) => {
    const id = known[name];
    if (id === undefined) throw new Error(`No page may stand for an id with ${name}.`);
    return filled.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), id);
  }, code);
}

async function collectIds(hirewire: RunningHirewire, tenant: Tenant, jobRemoteId: string) {
  const { environmentId } = tenant;
  const read = <Found>(path: string) => readAll<Found>(hirewire.url, tenant, path);
  const jobs = await read<Job>('/ats/jobs?page_size=250&statuses=OPEN');
  const job = jobs.find((one) => one.remote_id === jobRemoteId);
  const pending = await read<Application>('/ats/applications?page_size=250&outcomes=PENDING');
  const [reason] = await read<{ id: string }>('/ats/rejection-reasons');
  const fields = await read<{ id: string; model: string }>(
    `/integrations/${tenant.integrationId}/integration-fields?page_size=2000`,
  );
  const { database } = hirewire;
  const label = { label: null, description: null };
  const custom = { environmentId, model: 'candidates', key: 'examples', ...label } as const;
  const customField = await createCustomField(database, custom);
  const key = await createApiKey(database, { environmentId, name: 'to be revoked' });
  if (job === undefined) throw new Error(`The job ${jobRemoteId} was not synced.`);
  return {
    jobs,
    applications: pending.filter((one) => otherStage(jobs, one) !== undefined),
    fixed: {
      ...questionIds(job),
      JOB_ID: job.id,
      JOB_REMOTE_ID: job.remote_id,
      REJECTION_REASON_ID: reason?.id,
      FIELD_ID: fields.find(({ model }) => model === 'ats_candidates')?.id,
      CUSTOM_FIELD_ID: customField?.id,
      KEY_ID: key.id,
      ERASURE_ID: await eraseNobody(hirewire, tenant),
      ISSUE_ID: await raiseIssue(database, tenant),
      INTERACTION_ID: await addNote(hirewire.url, tenant, pending[0]?.id ?? ''),
    },
  };
}

async function eraseNobody(
  { engine }: Pick<RunningHirewire, 'engine'>,
  { environmentId }: Tenant,
): Promise<string> {
  const { receipt } = await engine.erasePerson({
    environmentId,
    integrationId: null,
    person: { emailAddress: 'nobody@example.com' },
    requester: { type: 'COMMAND_LINE', id: null, name: 'ada' },
    isDryRun: false,
  });
  return receipt.id;
}

async function raiseIssue(
  database: Database,
  { environmentId, integrationId }: Tenant,
): Promise<string | undefined> {
  const missing = { permission: 'Offers: Read', models: ['offers'], actions: [] };
  await noteCredentialsCheck(database, integrationId, {
    missingPermissions: [missing],
    refusedModels: [],
  });
  const schedule = { deltaMinutes: 0, fullHours: 0 };
  await observeIssues(database, { schedule, deltaTools: [], failureCodes: [] });
  const [issue] = await listIssues(database, { environmentId, hidesMuted: false, limit: 1 });
  return issue?.id;
}

function questionIds({ screening_questions: questions }: Job): Record<string, string | undefined> {
  const options = (type: string) =>
    questions.find(({ format }) => format.type === type)?.format.options ?? [];
  return {
    ...Object.fromEntries(questions.map(({ id, format }) => [`${format.type}_QUESTION_ID`, id])),
    OPTION_ID: options('SINGLE_SELECT')[0]?.id,
    FIRST_OPTION_ID: options('MULTI_SELECT')[0]?.id,
    SECOND_OPTION_ID: options('MULTI_SELECT')[1]?.id,
  };
}

/** A stage in the middle of its job that an application is not in. */
function otherStage(jobs: readonly Job[], application: Application | undefined) {
  const stages = jobs.find(({ id }) => id === application?.job_id)?.stages ?? [];
  return stages.find(
    ({ id, name }) =>
      id !== application?.current_stage_id && !['Archived', 'Lead', 'Hired'].includes(name),
  );
}

async function readAll<Found>(url: string, tenant: Tenant, path: string): Promise<Found[]> {
  const response = await fetch(`${url}${path}`, { headers: headersOf(tenant) });
  const body = (await response.json()) as { data: { results: Found[] } };
  return body.data.results;
}

async function addNote(url: string, tenant: Tenant, applicationId: string): Promise<string> {
  const response = await fetch(`${url}/ats/applications/${applicationId}/notes`, {
    method: 'POST',
    headers: { ...headersOf(tenant), 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'An example.', content_type: 'PLAIN_TEXT' }),
  });
  return response.headers.get('hirewire-interaction-id') ?? '';
}

function headersOf({ apiKey, integrationId }: Tenant): Record<string, string> {
  return { authorization: `Bearer ${apiKey}`, 'x-integration-id': integrationId };
}

/** The address of a CV, as a product would name one. */
async function serveFile(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/pdf' }).end(pdf);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cv.pdf`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Makes the form of an open job, which it returns, ask one question of each kind. */
function askOneOfEach({ state }: AshbySimulator): string {
  const kinds = [
    'LongText',
    'Number',
    'Date',
    'Boolean',
    'ValueSelect',
    'MultiValueSelect',
    'File',
  ];
  for (const posting of state.records.jobPostings.values()) {
    const { status } = state.records.jobs.get(posting.jobId);
    const { sections } = posting.applicationFormDefinition;
    const fields = sections.flatMap((section) => section.fields);
    const isSystem = (path: string): boolean => path.startsWith('_systemfield');
    const asked = kinds.flatMap((kind) =>
      fields
        .filter(({ field }) => field.type === kind && !isSystem(field.path))
        .slice(0, 1)
        .map((field) => ({ ...field, isRequired: false })),
    );
    const [section] = sections;
    if (status !== 'Open' || !posting.isListed || asked.length < kinds.length) continue;
    const system = fields.filter(({ field }) => isSystem(field.path));
    state.put('jobPostings', posting.id, {
      applicationFormDefinition: { sections: [{ ...section, fields: [...system, ...asked] }] },
      surveyFormDefinitions: [],
    });
    return posting.jobId;
  }
  throw new Error('No open job asks one question of each kind.');
}
