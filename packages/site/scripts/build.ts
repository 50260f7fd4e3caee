import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vitepress';
import { siteFolder } from '../src/index.ts';
import { writeLlmsText } from '../src/llms-text.ts';
import { pageFolder, storePages } from '../src/page-folder.ts';
import { writePages } from '../src/pages.ts';

// Writes dist, the site as static files, from the contract, the connectors and the folder docs.

const pages = writePages();
storePages(pages);
await build(fileURLToPath(new URL('../', import.meta.url)));
// The pages as Markdown, for programs that follow llms.txt.
cpSync(pageFolder, siteFolder, { recursive: true });
writeFileSync(join(siteFolder, 'llms.txt'), writeLlmsText(pages, '/docs/'));
