import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { makeBaseRoot, run } from './make-root.ts';
import { copyContext } from './copy-context.ts';
import { enterRoot } from './enter-root.ts';
import { type Stage, type Step, readDockerfile, readWords } from './read-dockerfile.ts';

/** What a Dockerfile makes: files, and how they are started. */
export interface Image {
  root: string;
  environment: Record<string, string>;
  workingDirectory: string;
  user: string | null;
  volumes: string[];
  ports: string[];
  entrypoint: string[];
  command: string[];
  healthcheck: string[];
}

interface Build {
  context: string;
  /** For the stages, each with its files in a folder. */
  folder: string;
  /** Outlives a run: the root that all begin with, and what `--mount=type=cache` keeps. */
  cache: string;
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Carries out a Dockerfile, each step as `docker build` would. What it does not know is an error. */
export async function buildImage(dockerfile: string, build: Build): Promise<Image> {
  const images = new Map<string, Image>();
  let last: Image | null = null;
  for (const [index, stage] of readDockerfile(dockerfile).entries()) {
    last = await startStage(stage, images, path.join(build.folder, `stage-${index}`), build);
    for (const step of stage.steps) {
      const carryOut = carriesOut[step.keyword];
      if (carryOut === undefined) throw new Error(`Teach build-image.ts ${step.keyword}`);
      await carryOut(step, { image: last, images, build });
    }
    images.set(stage.name ?? '', last);
  }
  if (last === null) throw new Error(`${dockerfile} has no FROM`);
  return last;
}

async function startStage(
  { image }: Stage,
  images: ReadonlyMap<string, Image>,
  root: string,
  { cache }: Build,
): Promise<Image> {
  const earlier = images.get(image);
  await run('cp', [
    '-a',
    '--reflink=auto',
    earlier?.root ?? (await makeBaseRoot(image, cache)),
    root,
  ]);
  const fresh = { volumes: [], ports: [], entrypoint: [], command: [], healthcheck: [] };
  const empty = { environment: { PATH: defaultPath }, workingDirectory: '/', user: null };
  return earlier === undefined
    ? { root, ...empty, ...fresh }
    : { ...structuredClone(earlier), root };
}

interface Stages {
  image: Image;
  /** The stages before this one. */
  images: ReadonlyMap<string, Image>;
  build: Build;
}

type CarryOut = (step: Step, stages: Stages) => void | Promise<void>;

const carriesOut: Readonly<Record<string, CarryOut>> = {
  RUN: runStep,
  COPY: copyStep,
  async WORKDIR({ text }, { image }) {
    image.workingDirectory = path.posix.resolve(image.workingDirectory, text);
    await mkdir(path.join(image.root, image.workingDirectory), { recursive: true });
  },
  ENV({ text }, { image }) {
    const [, name = '', value = ''] = /^(\w+)=(\S+)$/.exec(text) ?? [];
    if (name === '') throw new Error(`One variable and a value without spaces: ENV ${text}`);
    image.environment[name] = value;
  },
  USER: ({ text }, { image }) => void (image.user = text),
  VOLUME: ({ text }, { image }) => void image.volumes.push(text),
  EXPOSE: ({ text }, { image }) => void image.ports.push(text),
  ENTRYPOINT: (step, { image }) => void (image.entrypoint = readWords(step)),
  CMD: (step, { image }) => void (image.command = readWords(step)),
  HEALTHCHECK(step, { image }) {
    image.healthcheck = readWords({ ...step, text: step.text.replace(/^CMD\s+/, '') });
  },
};

async function runStep({ text, flags }: Step, { image }: Stages): Promise<void> {
  const [program, args] = enterRoot({
    ...image,
    words: ['/bin/sh', '-c', text],
    environment: { HOME: '/root', ...image.environment, ...(await networkOf()) },
    mounts: { ...networkFiles, ...(await cacheMounts(flags)) },
    network: 'shared',
    isReadOnly: false,
  });
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`RUN ${text} ended with ${code}:\n${output.slice(-4000)}`);
}

const authorities = '/etc/ssl/certs/ca-certificates.crt';

/** As `docker build` lends a step the network of its machine. */
const networkFiles = Object.fromEntries(
  ['/etc/resolv.conf', '/etc/hosts', authorities]
    .filter((file) => existsSync(file))
    .map((file) => [file, file]),
);

async function networkOf(): Promise<Record<string, string>> {
  const registry = (await run('npm', ['config', 'get', 'registry'])).stdout.trim();
  const proxies = Object.entries(process.env).filter(([name]) => /^(https?|no)_proxy$/i.test(name));
  return {
    npm_config_registry: registry,
    ...(existsSync(authorities) && { NODE_EXTRA_CA_CERTS: authorities }),
    ...(Object.fromEntries(proxies) as Record<string, string>),
  };
}

/** npm's downloads come from this machine's own cache, which `npm ci` has just filled in CI. */
async function cacheMounts(flags: Step['flags']): Promise<Record<string, string>> {
  const { mount, ...others } = flags;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`This test does not know RUN --${unknown}`);
  if (mount === undefined) return {};
  const [, target] = /^type=cache,target=(\S+)$/.exec(mount) ?? [];
  if (target !== '/root/.npm') throw new Error(`This test does not know RUN --mount=${mount}`);
  const source = (await run('npm', ['config', 'get', 'cache'])).stdout.trim();
  await mkdir(source, { recursive: true });
  return { [target]: source };
}

async function copyStep({ text, flags }: Step, { image, images, build }: Stages): Promise<void> {
  const [from = '', to = '', ...more] = text.split(/\s+/);
  const { from: stage, ...others } = flags;
  if (more.length > 0 || Object.keys(others).length > 0) {
    throw new Error(`This test does not know COPY ${text}, or one of its flags`);
  }
  const target = path.join(image.root, path.posix.resolve(image.workingDirectory, to));
  if (stage === undefined) {
    if (from !== '.') throw new Error(`This test copies the whole context only, not ${from}`);
    copyContext(build.context, target);
    return;
  }
  const source = images.get(stage);
  if (source === undefined) throw new Error(`There is no stage ${stage}`);
  await cp(path.join(source.root, from), target, { recursive: true, verbatimSymlinks: true });
}
