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
  tagline: Hirewire reads jobs, candidates and applications from your customers' ATSs, keeps a copy in your own PostgreSQL, and writes back, with one data model for all. It runs on your machines, has the wire format of the Kombo Unified API, and costs nothing per connected customer.
  actions:
    - theme: brand
      text: Quick start
      link: /quick-start
    - theme: alt
      text: API reference
      link: /api/
---

<div class="start">

Two commands start Hirewire with invented candidates, on Linux or macOS with Node.js 20 or newer:

\`\`\`sh
npm ci
npm run demo
\`\`\`

- **Read**: [all lists](/api/#ats) with filters, cursor pagination and deleted records. [Polling](/guides/poll-for-changes) never misses a change.
- **Write back**: [apply, move, reject, note, tag, attach](/guides/write-back), live in the ATS, with dry runs and safe retries.
- **Know what a tool can do**: [the coverage](/coverage/) of every model, field and action of every tool.
- **Operate**: one process or many, with [metrics and traces](/guides/monitoring).

</div>
`,
};
