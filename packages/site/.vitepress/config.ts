import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { writeSidebar } from '../src/navigation.ts';
import { readPages } from '../src/page-folder.ts';

/** As GitHub makes the anchors of headings, so that a link holds in both places. */
const slugify = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

export default defineConfig({
  title: 'Hirewire',
  description: 'One API for every applicant tracking system, on your own machine',
  lang: 'en',
  base: '/docs/',
  srcDir: 'pages',
  outDir: 'dist',
  cacheDir: '.vitepress/cache',
  cleanUrls: false,
  metaChunk: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/docs/hirewire.svg' }]],
  markdown: {
    anchor: { slugify },
    toc: { slugify },
    theme: { light: 'github-light', dark: 'github-dark' },
  },
  vite: {
    publicDir: fileURLToPath(new URL('../public', import.meta.url)),
    build: { chunkSizeWarningLimit: 5000 },
    logLevel: 'warn',
  },
  themeConfig: {
    logo: '/hirewire.svg',
    nav: [
      { text: 'Quick start', link: '/quick-start' },
      { text: 'API reference', link: '/api/', activeMatch: '^/(api|webhooks)/' },
      { text: 'Errors', link: '/errors' },
      { text: 'Coverage', link: '/coverage/', activeMatch: '^/(coverage|tools)/' },
    ],
    sidebar: writeSidebar(readPages()),
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    docFooter: { prev: false, next: false },
    externalLinkIcon: true,
  },
});
