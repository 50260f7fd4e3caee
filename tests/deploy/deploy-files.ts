import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { readDockerfile } from '../image/read-dockerfile.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const read = (file: string): string => readFileSync(path.join(root, 'deploy', file), 'utf8');

export interface ComposeProcess {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  ports?: string[];
  networks?: string[] | Record<string, { ipv4_address?: string }>;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  stop_grace_period?: string;
}

export interface Compose {
  services: Record<string, ComposeProcess>;
  networks: Record<string, { internal?: boolean }>;
  secrets: Record<string, { file: string }>;
}

export function readCompose(): Compose {
  // `<<` takes over the keys of another mapping.
  return parse(read('compose.yaml'), { merge: true }) as Compose;
}

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: {
    replicas?: number;
    selector?: { matchLabels?: Record<string, string> };
    template?: { metadata: { labels: Record<string, string> }; spec: PodSpec };
  };
}

export interface PodSpec {
  terminationGracePeriodSeconds?: number;
  securityContext?: object;
  containers: KubernetesContainer[];
}

export interface KubernetesContainer {
  name: string;
  image: string;
  args: string[];
  env: { name: string; value: string }[];
  ports?: { name: string; containerPort: number }[];
  readinessProbe?: { httpGet: { path: string; port: string } };
  livenessProbe?: { httpGet: { path: string; port: string } };
  securityContext?: object;
}

export function readManifests(): Manifest[] {
  return ['kubernetes/hirewire.yaml', 'kubernetes/migrate.yaml'].flatMap((file) =>
    // Kubernetes reads YAML 1.1, where 0440 is octal.
    parseAllDocuments(read(file), { version: '1.1' }).map((one) => one.toJS() as Manifest),
  );
}

/** One process that `deploy` starts, with everything that its environment has. */
export interface DeployedProcess {
  place: string;
  role: string;
  environment: Record<string, string>;
}

export function listProcesses(): DeployedProcess[] {
  return [...composeProcesses(), ...kubernetesProcesses(), ...systemdProcesses()];
}

/** Of the image, which the orchestrator's variables are added to. */
function imageEnvironment(): Record<string, string> {
  const steps = readDockerfile(path.join(root, 'deploy/Dockerfile')).at(-1)?.steps ?? [];
  return readVariables(steps.filter(({ keyword }) => keyword === 'ENV').map(({ text }) => text));
}

function composeProcesses(): DeployedProcess[] {
  const services = Object.entries(readCompose().services);
  return services.flatMap(([name, { image, command = [], environment = {} }]) => {
    if (image !== 'hirewire') return [];
    const filled = Object.entries(environment).map(([variable, value]) => [
      variable,
      value.replaceAll(/\$\{HOST:\?[^}]*\}/g, 'ats.example.com'),
    ]);
    return {
      place: `compose.yaml, ${name}`,
      role: roleOf(command),
      environment: { ...imageEnvironment(), ...(Object.fromEntries(filled) as object) },
    };
  });
}

function kubernetesProcesses(): DeployedProcess[] {
  return readManifests().flatMap(({ metadata, spec }) =>
    (spec.template?.spec.containers ?? []).map(({ args, env }) => ({
      place: `kubernetes, ${metadata.name}`,
      role: roleOf(args),
      environment: {
        ...imageEnvironment(),
        ...Object.fromEntries(env.map(({ name, value }) => [name, value])),
      },
    })),
  );
}

function systemdProcesses(): DeployedProcess[] {
  const unit = read('systemd/hirewire@.service').matchAll(/^Environment=(.*)$/gm);
  const ofAll = { ...readVariables([...unit].map(([, line = '']) => line)), ...ofFile('hirewire') };
  return ['api', 'worker'].map((name) => {
    const environment = { ...ofAll, ...ofFile(name) };
    return { place: `systemd, ${name}`, role: environment['HIREWIRE_ROLE'] ?? 'all', environment };
  });

  function ofFile(name: string): Record<string, string> {
    const lines = read(`systemd/${name}.env`).split('\n');
    return readVariables(lines.filter((line) => line !== '' && !line.startsWith('#')));
  }
}

function readVariables(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
      if (name === '') throw new Error(`${line} sets no variable`);
      return [name, value];
    }),
  );
}

/** `start --role api`; a command that ends by itself has none. */
function roleOf(words: readonly string[]): string {
  const place = words.indexOf('--role');
  return place === -1 ? (words[0] ?? '') : (words[place + 1] ?? '');
}
