import type { Violation } from './project.ts';

/** The shape of exceptions.json. */
export interface Exceptions {
  exceptionsAllowed: number;
  suppressionsAllowed: number;
  exceptions: { rule: string; path: string; reason: string; date: string }[];
}

export type BrokenRule = Violation & { rule: string };

export function withoutExceptions(
  broken: readonly BrokenRule[],
  { exceptions }: Exceptions,
): BrokenRule[] {
  return broken.filter(
    ({ rule, path }) => !exceptions.some((row) => row.rule === rule && row.path === path),
  );
}

/** What is wrong with the exceptions themselves; the counts must be exact, so that they only fall. */
export function listExceptionFaults(
  { exceptions, exceptionsAllowed, suppressionsAllowed }: Exceptions,
  broken: readonly BrokenRule[],
  suppressions: number,
): string[] {
  const faults = exceptions.flatMap(({ rule, path, reason, date }) => {
    const name = `${rule} ${path}`;
    const isNeeded = broken.some((each) => each.rule === rule && each.path === path);
    return [
      ...(reason.length > 20 ? [] : [`${name} needs a reason`]),
      ...(/^\d{4}-\d{2}-\d{2}$/.test(date) ? [] : [`${name} needs a date`]),
      ...(isNeeded ? [] : [`${name} is no longer needed: delete its row`]),
    ];
  });
  if (exceptions.length !== exceptionsAllowed) {
    faults.push(`${exceptions.length} exceptions, exceptionsAllowed is ${exceptionsAllowed}`);
  }
  if (suppressions !== suppressionsAllowed) {
    faults.push(`${suppressions} disabled rules, suppressionsAllowed is ${suppressionsAllowed}`);
  }
  return faults;
}
