import { webhooks } from '@hirewire/contract';
import { connectors } from '@hirewire/connectors';
import type { Page } from './markdown.ts';
import { operationGroups } from './reference/overview-pages.ts';
import { type Resource, listResources } from './reference/resources.ts';

/** An entry of the sidebar, as VitePress takes it. */
export interface Entry {
  readonly text: string;
  readonly link?: string;
  readonly items?: Entry[];
  readonly collapsed?: boolean;
}

const matterOf = ({ text }: Page): string => /^---\n([^]*?)\n---\n/.exec(text)?.[1] ?? '';

/** A value of the front matter, without its quotes. */
export const matterValue = (page: Page, name: string): string | undefined =>
  new RegExp(`^${name}: *(.+)$`, 'm').exec(matterOf(page))?.[1]?.replace(/^(["'])(.*)\1$/, '$2');

/** What the page calls itself: its front matter, otherwise its first heading. */
export function titleOf(page: Page): string {
  const title = matterValue(page, 'title') ?? /^# (.+)$/m.exec(page.text)?.[1];
  if (title === undefined) throw new Error(`${page.path} has no title.`);
  return title;
}

/** Pages without an order come last, by their title. */
const orderOf = (page: Page): number => Number(matterValue(page, 'order') ?? Infinity);

function compare(first: Page, second: Page): number {
  const [one, other] = [orderOf(first), orderOf(second)];
  return one === other ? titleOf(first).localeCompare(titleOf(second)) : one < other ? -1 : 1;
}

const linkOf = ({ path }: Page): string => `/${path.replace(/(index)?\.md$/, '')}`;

/** Headings of the sidebar, by the word in `section` of the front matter of their pages. */
const sections = {
  start: 'Get started',
  concepts: 'Concepts',
  read: 'Read',
  write: 'Write',
  operate: 'Operate',
  extend: 'Extend',
} as const;
type Section = keyof typeof sections;

function sectionOf(page: Page): Section {
  const name = page.path.startsWith('concepts/') ? 'concepts' : matterValue(page, 'section');
  const known = Object.keys(sections).find((section): section is Section => section === name);
  if (known !== undefined) return known;
  throw new Error(`${page.path}: \`section\` must be one of ${Object.keys(sections).join(', ')}.`);
}

/** The sidebar; pages that are added to `docs` find their place by their front matter. */
export function writeSidebar(pages: readonly Page[]): Entry[] {
  const entry = (page: Page): Entry => ({ text: titleOf(page), link: linkOf(page) });
  const inFolder = (folder: string): Entry[] =>
    pages
      .filter(({ path }) => path.startsWith(`${folder}/`) && !path.endsWith('/index.md'))
      .toSorted(folder === 'decisions' ? byPath : compare)
      .map(entry);
  const guides = pages
    .filter(({ path }) => /^(concepts|guides)\/|^[^/]+$/.test(path))
    .filter(hasPlace);
  const section = (name: Section): Entry => ({
    text: sections[name],
    collapsed: false,
    items: guides
      .filter((page) => sectionOf(page) === name)
      .toSorted(compare)
      .map(entry),
  });
  return [
    section('start'),
    section('concepts'),
    section('read'),
    section('write'),
    section('operate'),
    {
      text: 'Reference',
      collapsed: false,
      items: [
        { text: 'API', link: '/api/', collapsed: true, items: operationGroups.map(writeGroup) },
        writeWebhooks(),
        ...pages.filter(({ path }) => path === 'errors.md').map(entry),
        { text: 'Tools', items: writeTools(), collapsed: true },
      ],
    },
    section('extend'),
    { text: 'Decisions', link: '/decisions/', items: inFolder('decisions'), collapsed: true },
    { text: 'Project', items: inFolder('project'), collapsed: true },
  ];
}

/** The home page and the list of errors have places of their own. */
const hasPlace = ({ path }: Page): boolean => path !== 'index.md' && path !== 'errors.md';

const byPath = (first: Page, second: Page): number => (first.path < second.path ? -1 : 1);

function writeGroup({ id, label }: (typeof operationGroups)[number]): Entry {
  const resources = listResources(id);
  const [only] = resources;
  const items =
    resources.length === 1 && only !== undefined ? writeLinks(only) : resources.map(writeResource);
  return { text: label, items, collapsed: true };
}

const writeResource = (resource: Resource): Entry => ({
  text: resource.label,
  items: writeLinks(resource),
  collapsed: true,
});

const writeLinks = (resource: Resource): Entry[] =>
  resource.operations.map(({ id, summary }) => ({ text: summary, link: `/api/${id}` }));

function writeWebhooks(): Entry {
  const items = webhooks.map(({ id, summary }) => ({ text: summary, link: `/webhooks/${id}` }));
  return { text: 'Webhooks', link: '/webhooks/', items, collapsed: true };
}

function writeTools(): Entry[] {
  return [
    { text: 'Coverage', link: '/coverage/' },
    ...connectors.flatMap(({ tool }) => [
      { text: tool.label, link: `/tools/${tool.id}` },
      { text: `${tool.label}: coverage`, link: `/coverage/${tool.id}` },
    ]),
  ];
}
