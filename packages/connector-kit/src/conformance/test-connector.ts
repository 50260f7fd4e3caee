import { suite, test } from 'node:test';
import { absurdTests } from './absurd-tests.ts';
import { actionTests } from './actions/action-tests.ts';
import { createBench } from './bench.ts';
import type { Bench, ConformanceTest } from './bench.ts';
import { changeTests } from './change-tests.ts';
import { coverageTests } from './coverage-tests.ts';
import { credentialTests } from './credential-tests.ts';
import { everyModelTests } from './every-model-tests.ts';
import { faultTests } from './fault-tests.ts';
import { oddityTests } from './oddity-tests.ts';
import { pageFaultTests } from './page-fault-tests.ts';
import { pagingTests } from './paging-tests.ts';
import { recordTests } from './record-tests.ts';
import type { RemoteUnderTest } from './remote-under-test.ts';
import { safetyTests } from './safety-tests.ts';
import { sideCallTests } from './side-call-tests.ts';
import type { ConformanceSubject, Gap } from './subject.ts';
import { sweepTests } from './sweep-tests.ts';
import { undatedChangeTests } from './undated-change-tests.ts';

/** A test that takes longer hangs. */
const testTimeoutMs = 900_000;

export const conformanceTests: readonly ConformanceTest[] = [
  ...credentialTests,
  ...recordTests,
  ...coverageTests,
  ...pagingTests,
  ...pageFaultTests,
  ...changeTests,
  ...undatedChangeTests,
  ...sweepTests,
  ...oddityTests,
  ...absurdTests,
  ...faultTests,
  ...everyModelTests,
  ...sideCallTests,
  ...safetyTests,
  ...actionTests,
];

/**
 * Registers the tests that every connector has to pass, against a remote that it can be ill
 * treated at. What a connector cannot do is a gap: the name of the test and the reason, which
 * is shown. A gap for a test that would pass, or that there is not, fails.
 */
export function testConnector<Remote extends RemoteUnderTest>(
  subject: ConformanceSubject<Remote>,
): void {
  suite(subject.name, () => {
    // Scenarios take the remote that `start` of the same subject gave.
    const bench = createBench(subject as ConformanceSubject);
    for (const conformanceTest of conformanceTests) {
      test(conformanceTest.name, { timeout: testTimeoutMs }, async (context) => {
        const reason = await judge(conformanceTest, bench);
        if (reason !== null) context.skip(reason);
      });
    }
    test('declares gaps only for tests that there are, each once and with a reason', () => {
      checkGaps(subject.gaps);
    });
  });
}

/**
 * Registers the tests that need no remote: for a connector whose simulator is still to be written.
 * All others are shown as to be done.
 */
export function testDeclaration(subject: Pick<ConformanceSubject, 'connector' | 'name'>): void {
  suite(subject.name, () => {
    const start = () => Promise.reject(new Error('This test must not need a remote.'));
    const bench = createBench({ ...subject, start, scenarios: {}, gaps: [] });
    for (const conformanceTest of conformanceTests) {
      const { name, needsNoRemote } = conformanceTest;
      if (needsNoRemote === true) test(name, () => conformanceTest.run(bench));
      else void test.todo(name);
    }
  });
}

/**
 * Runs one test. Null when it has passed; the reason of its gap when it has failed as declared.
 * @throws when it has failed, or has passed although a gap is declared
 */
export async function judge(
  conformanceTest: ConformanceTest,
  bench: Bench,
): Promise<string | null> {
  const gap = bench.subject.gaps.find(({ test: name }) => name === conformanceTest.name);
  try {
    await conformanceTest.run(bench);
  } catch (error) {
    if (gap === undefined) throw error;
    return gap.reason;
  }
  if (gap !== undefined) throw new Error(`This passes: remove its gap ('${gap.reason}').`);
  return null;
}

/** @throws Error that names the first gap that is wrong */
export function checkGaps(gaps: readonly Gap[]): void {
  const names = new Set(conformanceTests.map(({ name }) => name));
  const seen = new Set<string>();
  for (const { test: name, reason } of gaps) {
    if (!names.has(name)) throw new Error(`There is no conformance test '${name}'.`);
    if (seen.has(name)) throw new Error(`The gap '${name}' is declared twice.`);
    if (reason.trim() === '') throw new Error(`The gap '${name}' has no reason.`);
    seen.add(name);
  }
}
