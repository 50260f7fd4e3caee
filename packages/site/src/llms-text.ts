import { type Page } from './markdown.ts';
import { type Entry, matterValue, writeSidebar } from './navigation.ts';

/** `llms.txt`: the pages of the site for programs that read text, https://llmstxt.org. */
export function writeLlmsText(pages: readonly Page[], base: string): string {
  const byLink = new Map(pages.map((page) => [`/${page.path.replace(/(index)?\.md$/, '')}`, page]));
  const line = ({ text, link = '' }: Entry): string[] => {
    const page = byLink.get(link);
    if (page === undefined) return [];
    const description = matterValue(page, 'description');
    const about = description === undefined ? '' : `: ${description}`;
    return [`- [${text}](${base}${page.path})${about}`];
  };
  const lines = (entry: Entry): string[] => [
    ...line(entry),
    ...(entry.items ?? []).flatMap((item) => lines(item)),
  ];
  const sections = writeSidebar(pages).flatMap((entry) => [
    '',
    `## ${entry.text}`,
    '',
    ...lines(entry),
  ]);
  return [
    '# Hirewire',
    '',
    '> Open-source, self-hosted unified API for applicant tracking systems, wire-compatible with the Kombo Unified API.',
    '',
    'The API as an OpenAPI 3.1 document: [/openapi.json](/openapi.json).',
    ...sections,
    '',
  ].join('\n');
}
