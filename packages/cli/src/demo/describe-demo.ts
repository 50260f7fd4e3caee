import type { FirstSyncState } from './watch-first-syncs.ts';

/** The running demo, for programs: what `--ready-file` and `--json` say. */
export interface DemoAnswer {
  /** Absolute; holds its database and secret key. */
  folder: string;
  api_url: string;
  api_key: string;
  integrations: { id: string; tool: string; state: FirstSyncState }[];
  /** Base address by tool. */
  simulators: Record<string, string>;
}

const remarks: Readonly<Record<FirstSyncState, string>> = {
  ready: '',
  syncing: ', still in its first sync',
  failed: ', whose first sync has failed',
};

/** The running demo, for people: how to reach it, and two calls that work as they are. */
export function describeDemo(demo: DemoAnswer): string {
  const integrations = demo.integrations.map(
    ({ id, tool, state }) =>
      `  integration    ${id}  (simulator: ${demo.simulators[tool] ?? 'none'})${remarks[state]}`,
  );
  const isReady = ({ state }: DemoAnswer['integrations'][number]): boolean => state === 'ready';
  const first = demo.integrations.find(isReady)?.id ?? '';
  return `
The demo is ready. All people in it are invented.

  API base URL   ${demo.api_url}
  API key        ${demo.api_key}
${integrations.join('\n')}
  folder         ${demo.folder}
  documentation  ${demo.api_url.replace(/\/v1$/, '/docs')}

With curl:

curl '${demo.api_url}/ats/candidates?page_size=2' \\
  -H 'Authorization: Bearer ${demo.api_key}' \\
  -H 'X-Integration-Id: ${first}'

With the TypeScript SDK, in this folder:

node --input-type=module -e "
  import { Hirewire } from '@hirewire/sdk';
  const client = new Hirewire({
    server_url: '${demo.api_url}',
    api_key: '${demo.api_key}',
    integration_id: '${first}',
  });
  const jobs = await client.ats.getJobs({ page_size: 5 });
  for (const job of jobs.data.results) console.log(job.name, job.status);
"

Stop with Ctrl-C. The next start continues with the same data.`;
}
