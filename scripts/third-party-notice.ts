import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Packages whose code VitePress builds into the pages of the documentation. All others are installed
 * by npm, each with its own licence.
 */
const builtIntoPages = [
  'vitepress',
  'vue',
  '@vue/runtime-core',
  '@vue/runtime-dom',
  '@vue/reactivity',
  '@vue/shared',
  '@vueuse/core',
  '@vueuse/shared',
  '@vueuse/integrations',
  'focus-trap',
  'tabbable',
  'mark.js',
  'minisearch',
];

/** The licences of code by others that is part of our package, as they ask for. */
export function writeThirdPartyNotice(root: string): string {
  const sections = builtIntoPages.map((name) => {
    const folder = path.join(root, 'node_modules', name);
    if (!existsSync(folder)) throw new Error(`${name} is not installed: is it still in the pages?`);
    const { version, license } = JSON.parse(
      readFileSync(path.join(folder, 'package.json'), 'utf8'),
    ) as { version: string; license: string };
    const [file] = globSync('{LICENSE,LICENCE,license}*', { cwd: folder }).toSorted();
    if (file === undefined) throw new Error(`${name} comes without the text of its licence`);
    const text = readFileSync(path.join(folder, file), 'utf8').trim();
    return `## ${name} ${version} (${license})\n\n${text}\n`;
  });
  return [
    '# Licences of others',
    'The pages of the documentation contain code of these packages.',
    ...sections,
  ].join('\n\n');
}
