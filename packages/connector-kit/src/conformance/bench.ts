import { modelNames } from '@hirewire/contract';
import type { ModelName } from '../declaration/records.ts';
import { openSession } from './session.ts';
import type { ReadOutcome, Session } from './session.ts';
import type { ConformanceSubject } from './subject.ts';

/** An undisturbed full read of everything that the connector supports. */
export interface Baseline {
  session: Session;
  outcomes: ReadonlyMap<ModelName, ReadOutcome>;
  /** Requests that each model takes where no other one shares them. */
  requests: ReadonlyMap<ModelName, number>;
  /** The paths that each model asks for, without ids. */
  paths: ReadonlyMap<ModelName, ReadonlySet<string>>;
}

/** What every conformance test is given. */
export interface Bench {
  subject: ConformanceSubject;
  /** Read once and shared by the tests that change nothing. */
  baseline: () => Promise<Baseline>;
}

/** One promise about a connector. `run` throws when it does not hold. */
export interface ConformanceTest {
  /** A sentence that goes on from the connector's name. */
  name: string;
  /** True where it looks at the connector alone. */
  needsNoRemote?: true;
  run(bench: Bench): Promise<void>;
}

export function createBench(subject: ConformanceSubject): Bench {
  let baseline: Promise<Baseline> | null = null;
  return {
    subject,
    baseline: () => (baseline ??= readEverything(subject)),
  };
}

/** Models that the connector reads. */
export function readModelsOf({ connector }: ConformanceSubject): ModelName[] {
  return modelNames.filter((model) => connector.read[model] !== undefined);
}

/** The cheapest model that takes several pages, so that something can happen in between. */
export async function findPagedModel(
  bench: Bench,
): Promise<{ model: ModelName; requests: number }> {
  const { outcomes, requests } = await bench.baseline();
  const paged = [...outcomes]
    .filter(([, { pages }]) => pages.filter(({ records }) => records.length > 0).length > 1)
    .map(([model]) => ({ model, requests: requests.get(model) ?? 0 }))
    .sort((one, other) => one.requests - other.requests);
  if (paged[0] === undefined) {
    throw new Error('No model takes more than one page: give the remote under test more records.');
  }
  return paged[0];
}

/** The scenario, or a failure that says what to write. */
export function requireScenario<Key extends keyof ConformanceSubject['scenarios']>(
  subject: ConformanceSubject,
  name: Key,
): NonNullable<ConformanceSubject['scenarios'][Key]> {
  const scenario = subject.scenarios[name];
  if (scenario === undefined) {
    throw new Error(`Write the scenario '${name}', or a gap with the reason why there is none.`);
  }
  return scenario;
}

async function readEverything(subject: ConformanceSubject): Promise<Baseline> {
  const outcomes = new Map<ModelName, ReadOutcome>();
  const requests = new Map<ModelName, number>();
  const paths = new Map<ModelName, Set<string>>();
  const remote = await subject.start();
  try {
    const session = openSession(subject, remote, { shareRead: (_shared, read) => read() });
    // So that the access token is there: it is no model's call.
    await session.checkCredentials();
    for (const model of readModelsOf(subject)) {
      const { attempts } = session.journal;
      const before = attempts.length;
      outcomes.set(model, await session.read(model));
      requests.set(model, attempts.length - before);
      paths.set(model, new Set(attempts.slice(before).map(({ path }) => withoutIds(path))));
    }
    return { session, outcomes, requests, paths };
  } finally {
    await remote.close();
  }
}

/** A path whose segments with digits, which are ids unless they are versions, are `:id`. */
export function withoutIds(path: string): string {
  return path.replaceAll(/(?<=\/)(?!v\d+(?:\/|$))[^/]*\d[^/]*/g, ':id');
}
