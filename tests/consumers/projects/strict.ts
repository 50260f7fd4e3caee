// Compiles with the strictest settings, and only with the types of the web: no Node, no skipLibCheck.
import {
  type Application,
  ApiError,
  attachment,
  type ErrorCode,
  Hirewire,
  type Job,
  syncChanges,
  verifyWebhook,
  type Watermarks,
} from '@hirewire/sdk';

declare const options: { server_url: string; api_key: string };
const client = new Hirewire({
  ...options,
  integration_id: 'ashby:1',
  log: ({ route }) => void route,
});

export async function read(): Promise<string[]> {
  const ids: string[] = [];
  const list = client.ats.getApplications({
    updated_after: new Date(),
    job_ids: ['a'],
    outcomes: ['HIRED'],
  });
  for await (const application of list) {
    const one: Application = application;
    ids.push(one.id, one.candidate?.email_addresses?.[0]?.email_address ?? '');
  }
  const page = await client.ats.getJobs();
  const jobs: Job[] = page.data.results;
  const cursor: string | null | undefined = (await page.next())?.data.next;
  return [...ids, ...jobs.map(({ name }) => name ?? ''), cursor ?? ''];
}

export async function write(): Promise<string> {
  const { data, warnings } = await client.ats.createApplication({
    job_id: 'j',
    candidate: { first_name: 'Ada', last_name: 'Example', email_address: 'ada@example.org' },
    attachments: [{ ...(await attachment({ url: 'https://x.example/cv.pdf' })), type: 'CV' }],
  });
  const tried = await client.ats.moveApplicationToStage(
    { application_id: data.id, stage_id: 's' },
    { dry_run: true, signal: AbortSignal.timeout(1000) },
  );
  const requests: { method: string; url: string }[] = tried.data.requests;
  return [...warnings.map(({ message }) => message), ...requests.map(({ url }) => url)].join();
}

/** Every code has its case: a missing one is an error here. */
export function advise(code: ErrorCode): 'repeat' | 'reconnect' | 'tell' {
  switch (code) {
    case 'PLATFORM.RATE_LIMIT_EXCEEDED':
    case 'PLATFORM.CONCURRENCY_LIMIT_EXCEEDED':
    case 'REMOTE.RATE_LIMIT_EXCEEDED':
    case 'REMOTE.SERVICE_UNAVAILABLE':
      return 'repeat';
    case 'INTEGRATION.AUTHENTICATION_INVALID':
    case 'INTEGRATION.INACTIVE':
    case 'INTEGRATION.PERMISSION_MISSING':
      return 'reconnect';
    case 'PLATFORM.INTEGRATION_NOT_FOUND':
    case 'PLATFORM.INPUT_INVALID':
    case 'PLATFORM.UNKNOWN_ERROR':
    case 'PLATFORM.IP_NOT_WHITELISTED':
    case 'PLATFORM.AUTHENTICATION_INVALID':
    case 'PLATFORM.TASK_TIMED_OUT':
    case 'INTEGRATION.QA_FAILED':
    case 'INTEGRATION.SETUP_SYNC_PENDING':
    case 'INTEGRATION.SETUP_INCOMPLETE':
    case 'INTEGRATION.MODEL_NOT_AVAILABLE':
    case 'INTEGRATION.MODEL_DISABLED':
    case 'INTEGRATION.ACTION_NOT_AVAILABLE':
    case 'INTEGRATION.ACTION_DISABLED':
    case 'REMOTE.INPUT_INVALID':
    case 'REMOTE.UNKNOWN_HTTP_ERROR':
    case 'ATS.JOB_CLOSED':
    case 'ATS.APPLICATION_ALREADY_EXISTS':
      return 'tell';
  }
}

export async function receive(request: Request): Promise<string> {
  const event = await verifyWebhook(request, ['whsec_new', 'whsec_old']);
  switch (event.type) {
    case 'data-changed':
      return event.data.changed_models.map(({ name }) => name).join();
    case 'sync-finished':
      return event.data.sync_state;
    default:
      return event.type;
  }
}

export async function mirror(stored: Watermarks | null): Promise<void> {
  await syncChanges(client, {
    models: ['jobs', 'tags'],
    load: () => stored,
    save: async (watermarks) => console.log(watermarks.jobs),
    apply(changes) {
      if (changes.model === 'jobs') console.log(changes.records[0]?.stages.length);
      else console.log(changes.records[0]?.name);
    },
  });
}

export const isOurs = (error: unknown): error is ApiError => error instanceof ApiError;
