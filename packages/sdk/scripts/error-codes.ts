import { errorCodes } from '@hirewire/contract';

/** The union of all codes, each with its meaning, and those that may be repeated. */
export function writeErrorCodes(): string {
  const rows = Object.entries(errorCodes);
  const union = rows.map(([code, { meaning }]) => `  /** ${meaning} */\n  | '${code}'`).join('\n');
  const repeatable = rows.flatMap(([code, { retryable }]) => (retryable ? [`  '${code}',`] : []));
  return `/** What an answer says went wrong. Branch on this, never on the message or the status. */
export type ErrorCode =
${union};

/** Codes of refusals before anything was done: the request may be repeated after a pause. */
export const repeatableCodes: ReadonlySet<string> = new Set<ErrorCode>([
${repeatable.join('\n')}
]);
`;
}
