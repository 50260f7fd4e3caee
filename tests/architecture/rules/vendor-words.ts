import { listStrings } from '../module.ts';
import type { Module } from '../module.ts';
import { isTooling } from '../project.ts';
import type { Project, Rule } from '../project.ts';
import { registry } from './generated-notes.ts';

/** Tools that are not connectors yet. Left out: those whose names are English words. */
const knownTools = ['bamboohr', 'erecruiter', 'greenhouse', 'icims', 'onlyfy', 'personio']
  .concat(['recruitee', 'smartrecruiters', 'successfactors', 'teamtailor'])
  .concat(['workday']);

/**
 * Keeps a vendor's name in that vendor's folder: what knows one tool by name will soon treat it
 * differently. Comments may give an example, and so may the command line's help. The wire itself
 * has fields for single tools, simulators are vendors, and examples are about some tool.
 */
export const vendorWords: Rule = {
  name: 'vendor-words',
  check(project) {
    const tools = [...new Set([...knownTools, ...listConnectors(project)])];
    return project.modules
      .filter(({ path }) => isProduct(path))
      .flatMap((module) => {
        const home = /^packages\/connectors\/src\/([^/]+)\//.exec(module.path)?.[1];
        const foreign = new Set(tools.filter((tool) => tool !== home));
        return listTexts(module)
          .filter(({ text }) => toWords(text).some((word) => foreign.has(word)))
          .map(({ text, line }) => ({
            path: module.path,
            line,
            message: `names a vendor: ${text.slice(0, 60)}`,
          }));
      });
  },
};

function isProduct(path: string): boolean {
  return (
    !isTooling(path) &&
    path !== registry &&
    !/^packages\/(cli|contract|simulators|site|sdk\/src\/generated)\//.test(path)
  );
}

export function listConnectors(project: Project): string[] {
  const folders = [...project.tree.keys()].flatMap(
    (path) => /^packages\/connectors\/src\/([^/]+)\/index\.ts$/.exec(path)?.[1] ?? [],
  );
  return [...new Set(folders)];
}

function listTexts(module: Module): { text: string; line: number }[] {
  const identifiers = module.nodes
    .filter(({ type }) => type === 'Identifier')
    .map((node) => ({ text: String(node['name']), line: module.lineAt(node.start) }));
  return [...identifiers, ...listStrings(module)];
}

/** Lower-case words of a text or name; `v3` at a word's end is a version, not a part of it. */
function toWords(text: string): string[] {
  const words = text.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/);
  return words.map((word) => word.toLowerCase().replace(/(v?\d+)$/, ''));
}
