import type { z } from 'zod';

export type InputPart = 'query' | 'body' | 'path';

const partNames = {
  query: 'query parameter',
  body: 'body field',
  path: 'path parameter',
} as const satisfies Record<InputPart, string>;

/** How many problems one message names; the rest would only hide them. */
const shownProblems = 5;

/**
 * Says in one line per problem what is wrong with an input and where, for `error.message`. Values
 * are not repeated: they may be personal data.
 *
 * @example describeInputProblems(error, 'query')
 * // 'query parameter `page_size` must be a whole number from 1 to 250'
 */
export function describeInputProblems(error: z.ZodError, part: InputPart): string {
  const lines = error.issues.flatMap((issue) => describeIssue(issue, part));
  const more = lines.length - shownProblems;
  return [...lines.slice(0, shownProblems), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function describeIssue(issue: z.core.$ZodIssue, part: InputPart): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${partNames[part]} \`${key}\` is not known here`);
  }
  const where = issue.path.length > 0 ? `${partNames[part]} \`${dotted(issue.path)}\`` : part;
  return [`${where} ${describeRule(issue)}`];
}

/** Our own rules read as the rest of a sentence; zod's are sentences of their own. */
function describeRule(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && /received undefined/.test(issue.message)) {
    return 'is required';
  }
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return /^[A-Z]/.test(issue.message) ? `is not valid: ${issue.message}` : issue.message;
}

/** `candidate.emails[0]` rather than a list of steps. */
function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
