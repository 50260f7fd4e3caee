import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Page, errorAnchor } from './markdown.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Pages whose file lies elsewhere than below `docs`, by the path of the file. */
const projectPages: Readonly<Record<string, string>> = {
  'README.md': 'project/overview.md',
  'ARCHITECTURE.md': 'project/architecture.md',
  'GLOSSARY.md': 'project/glossary.md',
  'SECURITY.md': 'project/security.md',
  'CONTRIBUTING.md': 'project/contributing.md',
};

/** Where links to folders lead. */
const folders: Readonly<Record<string, string>> = {
  'docs/decisions': 'decisions/index.md',
  'packages/connectors/src': 'coverage/index.md',
};

/** Everything that people wrote: the folder `docs`, what lies beside it, and the tools' guides. */
export function readRepositoryPages(): Page[] {
  const sources = listSources();
  return [...sources].map(([file, path]) => {
    const text = readFileSync(`${root}${file}`, 'utf8');
    const linked = followLinks(text, { file, path, sources });
    const whole = file === 'docs/errors.md' ? writeErrorSections(linked) : linked;
    return { path, text: nameSource(whole, file) };
  });
}

/** Notes the file in the front matter: the footer of the page tells where to edit it. */
function nameSource(text: string, file: string): string {
  const line = `source: ${file}\n`;
  return text.startsWith('---\n')
    ? text.replace('---\n', `---\n${line}`)
    : `---\n${line}---\n\n${text}`;
}

/** The page that each file becomes. */
function listSources(): Map<string, string> {
  const docs = globSync('docs/**/*.md', { cwd: root }).toSorted();
  const tools = globSync('packages/connectors/src/*/README.md', { cwd: root }).toSorted();
  return new Map([
    ...docs.map((file): [string, string] => [file, file.replace(/^docs\//, '')]),
    ...tools.map((file): [string, string] => [file, `tools/${toolOf(file)}.md`]),
    ...Object.entries(projectPages),
  ]);
}

const toolOf = (file: string): string => file.split('/').at(-2) ?? '';

interface LinkSource {
  readonly file: string;
  readonly path: string;
  readonly sources: ReadonlyMap<string, string>;
}

/** Lets links between files lead to their pages; those to source code become plain text. */
function followLinks(text: string, source: LinkSource): string {
  return text
    .split(/(^ *```[^]*?^ *```)/m)
    .map((part) =>
      /^ *```/.test(part)
        ? part
        : part.replaceAll(
            /\[([^\]]*)\]\((?![a-z]+:|#|\/)([^)\s]+)\)/g,
            (_, label: string, link: string) => writeLink(label, link, source),
          ),
    )
    .join('');
}

function writeLink(label: string, link: string, { file, path, sources }: LinkSource): string {
  const [target = '', hash] = link.split('#');
  const linked = posix.join(posix.dirname(file), target).replace(/\/$/, '');
  const page = sources.get(linked) ?? sources.get(`${linked}/README.md`) ?? folders[linked];
  if (page === undefined) return label;
  const way = posix.relative(posix.dirname(path), page);
  return `[${label}](${way}${hash === undefined ? '' : `#${hash}`})`;
}

/**
 * A section for each code in place of its row: six columns are more than a page, let alone a phone,
 * can show, and a section can be linked to and searched for.
 */
function writeErrorSections(text: string): string {
  return text
    .replaceAll(/^\| code \|.*\n\| ---.*\n/gm, '')
    .replaceAll(
      /^\| `([A-Z]+\.[A-Z_]+)` \| (\d+) \| (.*?) \| (.*?) \| (.*?) \| (yes|no) \|\n/gm,
      (_, ...cells: string[]) => {
        const [code = '', status, title, meaning, whatToDo, retry] = cells;
        const mayRetry = retry === 'yes' ? 'retry automatically' : 'do not retry automatically';
        // Breaks at its dots and underscores where a phone is narrower than the code.
        const heading = code.replaceAll(/[._]/g, String.raw`\$&<wbr>`);
        return `### ${heading} {#${errorAnchor(code)}}\n\n**${status} ${title}** · ${mayRetry}\n\n${meaning} ${whatToDo}\n\n`;
      },
    );
}
