import type { Page } from './markdown.ts';

/** The first page. */
export const homePage: Page = {
  path: 'index.md',
  text: `---
layout: home
title: Hirewire
titleTemplate: One API for every applicant tracking system
hero:
  name: Hirewire
  text: One API for every applicant tracking system
  tagline: Hirewire reads jobs, candidates and applications from whatever ATS your customer uses, keeps a copy of them in your own PostgreSQL, and writes back, all with one data model. It runs on your machines, speaks the wire format of the Kombo Unified API, and costs nothing per connected customer.
  actions:
    - theme: brand
      text: Quick start
      link: /quick-start
    - theme: alt
      text: API reference
      link: /api/
---

<div class="start">

Two commands start it with invented candidates; it needs Linux or macOS and Node.js 20 or newer:

\`\`\`sh
npm ci
npm run demo
\`\`\`

- **Read**: [ten lists](/api/#filters-of-the-lists) with filters, cursor pages and deleted records. Whoever polls for changes misses none.
- **Write back**: [apply, move, reject, note, tag, attach](/guides/write-back), live in the ATS, with dry runs and safe repeats.
- **Know what a tool can do**: every model, field and action of every tool [in four words](/coverage/).

</div>
`,
};
