import { fileURLToPath } from 'node:url';
import { build } from 'vitepress';
import { storePages } from '../src/page-folder.ts';
import { writePages } from '../src/pages.ts';

// Writes dist, the site as static files, from the contract, the connectors and the folder docs.

const folder = fileURLToPath(new URL('../', import.meta.url));
storePages(writePages());
await build(folder);
