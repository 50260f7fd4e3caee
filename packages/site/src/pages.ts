import { clientOperations, webhooks } from '@hirewire/contract';
import { writeCoveragePages } from './tools/coverage-pages.ts';
import { homePage } from './home-page.ts';
import { type Page, join, writeHead } from './markdown.ts';
import { titleOf } from './navigation.ts';
import { writeOperationPage } from './reference/operation-page.ts';
import { writeOverviewPages } from './reference/overview-pages.ts';
import { writeWebhookPage } from './reference/webhook-page.ts';
import { readRepositoryPages } from './repository-pages.ts';

/** Every page of the site. */
export function writePages(): Page[] {
  const written = readRepositoryPages();
  return [
    homePage,
    ...written,
    writeDecisions(written),
    ...writeOverviewPages(),
    ...clientOperations.map(writeOperationPage),
    ...webhooks.map(writeWebhookPage),
    ...writeCoveragePages(),
  ];
}

function writeDecisions(pages: readonly Page[]): Page {
  const decisions = pages.filter(({ path }) => path.startsWith('decisions/'));
  const text = join(
    writeHead('Decisions', 'Design decisions, each with its reasons and costs.'),
    'Design decisions, each with its reasons and costs.',
    decisions
      .map((page) => `- [${titleOf(page)}](${page.path.replace('decisions/', '')})`)
      .join('\n'),
  );
  return { path: 'decisions/index.md', text };
}
