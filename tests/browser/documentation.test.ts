import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, type Page, chromium } from 'playwright-core';
import { type RunningHirewire, startHirewire } from '../wire/start-hirewire.ts';

const timeout = 60_000;
const pages = ['', 'api/', 'api/get-applications', 'api/create-application', 'errors', 'coverage/'];
const screens = {
  'a desktop': { width: 1366, height: 850 },
  'a phone': { width: 390, height: 844 },
};

describe('the documentation in Chromium', () => {
  let hirewire: RunningHirewire;
  let browser: Browser;
  let docs: string;

  before(async () => {
    hirewire = await startHirewire({ role: 'api' });
    docs = `${new URL(hirewire.url).origin}/docs/`;
    const executablePath = process.env['HIREWIRE_CHROMIUM'];
    assert.ok(executablePath, 'npm run test:browser says which browser to use');
    // In containers /dev/shm is too small for it; root has no sandbox, and these pages are ours.
    browser = await chromium.launch({ executablePath, args: ['--disable-dev-shm-usage'] });
  });
  after(async () => {
    await browser?.close();
    await hirewire?.close();
  });

  for (const [name, viewport] of Object.entries(screens)) {
    describe(`on ${name}`, () => {
      it('opens without an error, and asks nobody else for anything', async () => {
        const { page, problems, close } = await open({ viewport });
        for (const path of pages) {
          const answer = await page.goto(docs + path, { waitUntil: 'networkidle' });
          assert.equal(answer?.status(), 200, path);
          assert.match((await page.locator('h1').first().textContent()) ?? '', /\w/, path);
        }
        assert.deepEqual(problems, []);
        await close();
      });

      it('is never wider than the screen', async () => {
        const { page, close } = await open({ viewport });
        for (const path of pages) {
          await page.goto(docs + path, { waitUntil: 'networkidle' });
          const width = await page.evaluate('document.documentElement.scrollWidth');
          assert.ok(Number(width) <= viewport.width, `${path} is ${String(width)} wide`);
        }
        await close();
      });

      it('finds an operation', async () => {
        const { page, problems, close } = await open({ viewport });
        await page.goto(docs, { waitUntil: 'networkidle' });
        await page.locator('.VPNavBarSearch button').first().click();
        await page.locator('#localsearch-input').fill('reject application');
        const hit = page.locator('.VPLocalSearchBox .result[href*="/api/reject-application.html"]');
        await hit.first().click();
        await page.waitForURL('**/docs/api/reject-application*');
        await page.getByRole('heading', { level: 1, name: 'Reject an application' }).waitFor();
        assert.deepEqual(problems, []);
        await close();
      });

      it('shows an example in the language that is chosen', async () => {
        const { page, close } = await open({ viewport });
        await page.goto(`${docs}api/get-jobs`, { waitUntil: 'networkidle' });
        const shown = page.locator('.vp-code-group .blocks > .active');
        assert.match((await shown.textContent()) ?? '', /curl/);
        await page.locator('.vp-code-group label', { hasText: 'Python' }).click();
        await shown.filter({ hasText: 'from kombo import Kombo' }).waitFor();
        await page.locator('.vp-code-group label', { hasText: 'TypeScript' }).click();
        await shown.filter({ hasText: "from '@hirewire/sdk'" }).waitFor();
        await close();
      });
    });
  }

  it('shows the underscores of error codes, which an underline would hide', async () => {
    const { page, close } = await open({ viewport: screens['a desktop'] });
    await page.goto(`${docs}api/get-jobs`, { waitUntil: 'networkidle' });
    const lines = await page.evaluate(
      `[...document.querySelectorAll('.codes a')].map((link) => getComputedStyle(link).textDecorationLine)`,
    );
    assert.ok(Array.isArray(lines) && lines.length > 5);
    assert.deepEqual(new Set(lines), new Set(['none']));
    await close();
  });

  it('shows the fields inside of a field when they are asked for', async () => {
    const { page, close } = await open({ viewport: screens['a desktop'] });
    await page.goto(`${docs}api/get-applications`, { waitUntil: 'networkidle' });
    const inner = page.locator('.fields code', { hasText: /^candidate\.first_name$/ });
    assert.equal(await inner.isVisible(), false);
    await page.locator('summary', { hasText: /fields of candidate$/ }).click();
    await inner.waitFor({ state: 'visible' });
    await close();
  });

  it('shows every column of a table on a phone, with its head', async () => {
    const { page, close } = await open({ viewport: screens['a phone'] });
    await page.goto(`${docs}guides/settings`, { waitUntil: 'networkidle' });
    const cells = page.locator('tr', { hasText: 'HIREWIRE_MAX_FILE_MEGABYTES' }).locator('td');
    assert.equal(await cells.count(), 3);
    for (const cell of await cells.all()) {
      const box = await cell.boundingBox();
      assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
    }
    const label = await page.evaluate(
      `getComputedStyle(document.querySelector('td:nth-child(3)'), '::before').content`,
    );
    assert.match(String(label), /What it does/);
    await close();
  });

  it('shows on a phone what an error means and what to do', async () => {
    const { page, close } = await open({ viewport: screens['a phone'] });
    await page.goto(`${docs}errors#platform-rate-limit-exceeded`, { waitUntil: 'networkidle' });
    const text = page.getByText('Wait for the time in Retry-After').first();
    const box = await text.boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
    await close();
  });

  for (const [words, place] of Object.entries({
    pagination: '/api/#pagination',
    docker: '/guides/deploy.html',
    dashboard: '/guides/monitoring.html',
    incremental: '/concepts/sync.html',
  })) {
    it(`finds ${words} where the answer is`, async () => {
      const hits = await search(words);
      assert.ok(
        hits.slice(0, 2).some(({ href }) => href.includes(place)),
        JSON.stringify(hits),
      );
    });
  }

  it('says of what it finds for a tool without a connector that there is none', async () => {
    const hits = await search('bullhorn');
    assert.ok(hits.length >= 3);
    for (const { text } of hits.slice(0, 3)) assert.match(text, /no connector yet/);
  });

  it('turns dark, and stays so on the next page', async () => {
    const { page, close } = await open({ viewport: screens['a desktop'] });
    await page.goto(docs, { waitUntil: 'networkidle' });
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.locator('.VPNavBarAppearance .VPSwitchAppearance').click();
    await page.locator('html.dark').waitFor({ state: 'attached' });
    await page.goto(`${docs}errors`);
    await page.locator('html.dark').waitFor({ state: 'attached' });
    assert.notEqual(await background(), light);
    await close();
  });

  it('refuses a script that somebody else put into a page', async () => {
    const { page, close } = await open({ viewport: screens['a desktop'] });
    await page.goto(docs, { waitUntil: 'networkidle' });
    const ran = await page.evaluate(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
        resolve(window.ran ?? violatedDirective));
      const script = document.createElement('script');
      script.textContent = 'window.ran = "it ran"';
      document.head.append(script);
      if (window.ran) resolve(window.ran);
    })`);
    assert.match(String(ran), /^script-src/);
    await close();
  });

  it('says that a page does not exist', async () => {
    const { page, close } = await open({ viewport: screens['a phone'] });
    const answer = await page.goto(`${docs}no-such-page`, { waitUntil: 'networkidle' });
    assert.equal(answer?.status(), 404);
    await page.getByText('PAGE NOT FOUND').waitFor();
    await close();
  });

  /** What the search shows, best first. */
  async function search(words: string): Promise<{ href: string; text: string }[]> {
    const { page, close } = await open({ viewport: screens['a desktop'] });
    await page.goto(docs, { waitUntil: 'networkidle' });
    await page.locator('.VPNavBarSearch button').first().click();
    await page.locator('#localsearch-input').fill(words);
    const results = page.locator('.VPLocalSearchBox a.result');
    await results.first().waitFor();
    const hits: { href: string; text: string }[] = [];
    for (const result of await results.all()) {
      hits.push({
        href: (await result.getAttribute('href')) ?? '',
        text: (await result.textContent()) ?? '',
      });
    }
    await close();
    return hits;
  }

  /** A page of a browser that knows nothing yet, and what went wrong in it. */
  async function open(options: { viewport: { width: number; height: number } }): Promise<{
    page: Page;
    problems: string[];
    close: () => Promise<void>;
  }> {
    const context = await browser.newContext({ ...options, colorScheme: 'light' });
    context.setDefaultTimeout(timeout);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() !== 'log') problems.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? 'unknown';
      // Given up by the browser itself, which was still fetching ahead when the page was left.
      if (reason !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} ${reason}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(docs)) problems.push(`asks ${request.url()}`);
    });
    return { page, problems, close: () => context.close() };
  }
});
