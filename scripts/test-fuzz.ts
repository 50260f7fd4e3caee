/**
 * `npm run test:fuzz`: Schemathesis makes requests out of the OpenAPI document, right and wrong ones,
 * and sends them to a running Hirewire: no 500, no answer that the document does not describe.
 * Both APIs, each twice: with ids that nobody has, and with those of records that are there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparePython, root, withServer } from './python-environment.ts';

interface Ready {
  api_url: string;
  api_key: string;
  integrations: { tool: string; id: string }[];
}

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

/** Requests for each operation that are made up beside those that follow from its schema. */
const maxExamples = 15;

process.exitCode = await main();

async function main(): Promise<number> {
  const python = preparePython('fuzz', join(root, 'tests/fuzz/requirements.txt'));
  if (python === null) return 1;
  return withServer(async (readyFile) => {
    const ready = JSON.parse(readFileSync(readyFile, 'utf8')) as Ready;
    const ids = await findIds(ready);
    let failures = 0;
    for (const api of ['/v1', '/hirewire/v1'] as const) {
      failures += await fuzz(python.program, ready, { api, ids: {} });
      failures += await fuzz(python.program, ready, { api, ids });
    }
    return failures;
  });
}

/** Path parameters that name records which are there. */
async function findIds(ready: Ready): Promise<Record<string, string>> {
  const firstOf = async (list: string): Promise<string> => {
    const answer = await fetch(`${ready.api_url}/ats/${list}?page_size=1`, {
      headers: headersOf(ready),
    });
    const { data } = (await answer.json()) as { data: { results: { id: string }[] } };
    return data.results[0]?.id ?? '';
  };
  return {
    application_id: await firstOf('applications'),
    candidate_id: await firstOf('candidates'),
    job_id: await firstOf('jobs'),
    ...(await findOwnIds(ready)),
    tool: 'ashby',
    api: 'v1',
  };
}

/** A webhook endpoint that nothing is sent to, and the sync that made the records. */
async function findOwnIds(ready: Ready): Promise<Record<string, string>> {
  const base = ready.api_url.replace(/\/v1$/, '/hirewire/v1');
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const headers = { ...headersOf(ready), 'content-type': 'application/json' };
    return (await fetch(`${base}${path}`, { ...init, headers })).json();
  };
  const body = JSON.stringify({ url: 'http://127.0.0.1:9/', event_types: ['data-changed'] });
  const { data: endpoint } = (await ask('/webhooks', { method: 'POST', body })) as {
    data: { id: string };
  };
  const { data: feed } = (await ask('/changes?after=0&limit=1')) as {
    data: { results: { cause: { id: string } | null }[] };
  };
  return { webhook_id: endpoint.id, sync_id: feed.results[0]?.cause?.id ?? '' };
}

async function fuzz(
  program: string,
  ready: Ready,
  { api, ids }: { api: '/v1' | '/hirewire/v1'; ids: Readonly<Record<string, string>> },
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'hirewire-fuzz-'));
  const lines = Object.entries(ids).map(([name, id]) => `"path.${name}" = "${id}"`);
  const config = join(folder, 'schemathesis.toml');
  writeFileSync(config, ['[parameters]', ...lines, ''].join('\n'));
  const headers = Object.entries(headersOf(ready)).flatMap(([name, value]) => [
    '--header',
    `${name}: ${value}`,
  ]);
  const base = ready.api_url.replace(/\/v1$/, '');
  const options = {
    url: base + api,
    checks: checks.join(','),
    phases: 'examples,coverage,fuzzing',
    'max-examples': String(maxExamples),
    // More than one, and Python 3.11 loses its way.
    workers: '1',
    seed: '1',
    'suppress-health-check': 'all',
    warnings: 'off',
    // These say honestly that they are not there.
    'exclude-by': '/x-hirewire-implemented == false',
  };
  const document = `${base}${api === '/v1' ? '' : api}/openapi.json`;
  const args = ['-m', 'schemathesis.cli', '--config-file', config, 'run', document, '--no-color'];
  for (const [name, value] of Object.entries(options)) args.push(`--${name}`, value);
  const run = spawn(program, [...args, ...headers], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let report = '';
  run.stdout.on('data', (chunk: Buffer) => {
    report += chunk.toString();
    process.stdout.write(chunk);
  });
  const [code] = (await once(run, 'close')) as [number | null];
  rmSync(folder, { recursive: true, force: true });
  const tested = Number(/^\s*Tested: (\d+)/m.exec(report)?.[1] ?? 0);
  if (tested === 0) console.error('No operation was tested.');
  // For .ci/run, which adds up tests.
  if (code === 0) console.log(`ℹ pass ${tested}`);
  return code === 0 && tested > 0 ? 0 : 1;
}

function headersOf({ api_key: key, integrations }: Ready): Record<string, string> {
  const integration = integrations.find(({ tool }) => tool === 'ashby')?.id ?? '';
  return { Authorization: `Bearer ${key}`, 'X-Integration-Id': integration };
}
