import type { Rule } from '../project.ts';

/** The list of connectors is the one generated file that stands among the source. */
export const registry = 'packages/connectors/src/registry.ts';

/** Lets a reader of a generated file see what wrote it, before they edit it. */
export const generatedNotes: Rule = {
  name: 'generated-notes',
  check: ({ tree }) =>
    [...tree]
      .filter(
        ([path, text]) =>
          (path === registry || path.includes('/generated/')) && !namesGenerator(path, text),
      )
      .map(([path]) => ({ path, line: 1, message: 'does not name its generator' })),
};

/** In its first line; JSON has no comments, so there it is the property `x-generated-by`. */
function namesGenerator(path: string, text: string): boolean {
  if (path.endsWith('.json')) return text.includes('"x-generated-by"');
  return /^(\/\/|\/\*|#|<!--|--).*\b(written|generated) by\b.*\.ts\b/i.test(
    text.split('\n')[0] ?? '',
  );
}
