import type { ConformanceTest } from '../bench.ts';
import { effectTests } from './effect-tests.ts';
import { fileAndTagTests } from './file-and-tag-tests.ts';
import { lostAnswerTests } from './lost-answer-tests.ts';
import { refusalTests } from './refusal-tests.ts';

/** What every connector that writes has to keep to; those that only read pass them all. */
export const actionTests: readonly ConformanceTest[] = [
  ...effectTests,
  ...fileAndTagTests,
  ...lostAnswerTests,
  ...refusalTests,
];
