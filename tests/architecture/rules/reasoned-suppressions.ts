import type { Project, Rule } from '../project.ts';

const suppression = /^\s*(oxlint-disable|eslint-disable|@ts-(ignore|expect-error|nocheck))/;
const reasoned = /( -- |: ).{10,}/;

export function listSuppressions(project: Project): { path: string; line: number; text: string }[] {
  return project.modules.flatMap(({ path, comments }) =>
    comments.filter(({ text }) => suppression.test(text)).map((comment) => ({ path, ...comment })),
  );
}

/** Asks of every disabled rule why it is disabled (`-- reason`). */
export const reasonedSuppressions: Rule = {
  name: 'reasoned-suppressions',
  check: (project) =>
    listSuppressions(project)
      .filter(({ text }) => !reasoned.test(text))
      .map(({ path, line }) => ({ path, line, message: 'disables a rule without a reason' })),
};
