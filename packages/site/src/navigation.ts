import { operations, webhooks } from '@hirewire/contract';
import { connectors } from '@hirewire/connectors';
import type { Page } from './markdown.ts';
import { operationGroups } from './reference/overview-pages.ts';

/** An entry of the sidebar, as VitePress takes it. */
export interface Entry {
  readonly text: string;
  readonly link?: string;
  readonly items?: Entry[];
  readonly collapsed?: boolean;
}

const matterOf = ({ text }: Page): string => /^---\n([^]*?)\n---\n/.exec(text)?.[1] ?? '';

/** What the page calls itself: its front matter, otherwise its first heading. */
export function titleOf(page: Page): string {
  const own = /^title: *(.+)$/m.exec(matterOf(page))?.[1] ?? /^# (.+)$/m.exec(page.text)?.[1];
  const title = own?.replace(/^(["'])(.*)\1$/, '$2');
  if (title === undefined) throw new Error(`${page.path} has no title.`);
  return title;
}

/** Pages without an order come last, by their title. */
function orderOf(page: Page): number {
  return Number(/^order: *(\d+)$/m.exec(matterOf(page))?.[1] ?? Infinity);
}

function compare(first: Page, second: Page): number {
  const [one, other] = [orderOf(first), orderOf(second)];
  return one === other ? titleOf(first).localeCompare(titleOf(second)) : one < other ? -1 : 1;
}

const linkOf = ({ path }: Page): string => `/${path.replace(/(index)?\.md$/, '')}`;

/** The sidebar; pages that are added to `docs` find their place by themselves. */
export function writeSidebar(pages: readonly Page[]): Entry[] {
  const inFolder = (folder: string): Entry[] =>
    pages
      .filter(({ path }) => path.startsWith(`${folder}/`) && !path.endsWith('/index.md'))
      .toSorted(folder === 'decisions' ? byPath : compare)
      .map((page) => ({ text: titleOf(page), link: linkOf(page) }));
  const single = (path: string): Entry[] =>
    pages
      .filter((page) => page.path === path)
      .map((page) => ({ text: titleOf(page), link: linkOf(page) }));
  const concepts = inFolder('concepts');
  return [
    ...single('quick-start.md'),
    ...(concepts.length === 0 ? [] : [{ text: 'Concepts', items: concepts, collapsed: false }]),
    { text: 'Guides', items: inFolder('guides'), collapsed: false },
    {
      text: 'API reference',
      link: '/api/',
      collapsed: true,
      items: [...operationGroups.map(writeGroup), writeWebhooks()],
    },
    ...single('errors.md'),
    { text: 'Tools', items: writeTools(), collapsed: true },
    ...single('performance.md'),
    { text: 'Decisions', link: '/decisions/', items: inFolder('decisions'), collapsed: true },
    { text: 'Project', items: inFolder('project'), collapsed: true },
  ];
}

const byPath = (first: Page, second: Page): number => (first.path < second.path ? -1 : 1);

function writeGroup({ id, label }: (typeof operationGroups)[number]): Entry {
  const ours = operations.filter(({ group }) => group === id);
  const items = ours.map((operation) => ({
    text: operation.summary,
    link: `/api/${operation.id}`,
  }));
  return { text: label, items, collapsed: true };
}

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
