import { fileURLToPath } from 'node:url';
import { type DefaultTheme, defineConfigWithTheme } from 'vitepress';
import { writeSidebar } from '../src/navigation.ts';
import { readPages } from '../src/page-folder.ts';
import { searchText } from '../src/search-text.ts';
import { labelCells } from '../src/table-labels.ts';
import siteManifest from '../package.json' with { type: 'json' };

/** As GitHub makes the anchors of headings, so that a link holds in both places. */
const slugify = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const { version } = siteManifest;

export default defineConfigWithTheme<DefaultTheme.Config & { version: string }>({
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
    config: (md) => {
      md.core.ruler.push('table-labels', ({ tokens }) => labelCells(tokens));
    },
  },
  vite: {
    publicDir: fileURLToPath(new URL('../public', import.meta.url)),
    build: { chunkSizeWarningLimit: 5000 },
    logLevel: 'warn',
  },
  // `version` is for the footer of the pages, in theme/layout.vue.
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
    search: {
      provider: 'local',
      options: {
        _render: (source, env, md) =>
          searchText(md.render(source, env), env.frontmatter?.['keywords']),
        miniSearch: { searchOptions: { boost: { title: 4, titles: 2, text: 1 }, prefix: true } },
      },
    },
    version,
    footer: { message: `Hirewire ${version} · Apache-2.0` },
    externalLinkIcon: true,
  },
});
