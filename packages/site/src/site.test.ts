import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { connectors } from '@hirewire/connectors';
import { allErrorCodes, clientOperations, webhooks } from '@hirewire/contract';
import { siteFolder } from './index.ts';
import { errorAnchor } from './markdown.ts';
import { writeSidebar } from './navigation.ts';
import type { Entry } from './navigation.ts';
import { readPages } from './page-folder.ts';

/** `npm ci` or `npm run build` has made what is looked at here. */
describe('the built site', () => {
  const htmlByPath = new Map<string, string>();

  before(() => {
    const paths = globSync('**/*.html', { cwd: siteFolder });
    assert.ok(paths.length > 70, 'npm run build makes the site');
    for (const path of paths) htmlByPath.set(path, readFileSync(join(siteFolder, path), 'utf8'));
  });

  const pageOf = (path: string): string => htmlByPath.get(path) ?? assert.fail(`no page ${path}`);
  const contentOf = (html: string): string => /<main[^]*<\/main>/.exec(html)?.[0] ?? html;

  it('has a page for each operation, with examples in three languages, response and errors', () => {
    for (const { id, summary, group } of clientOperations) {
      const html = pageOf(`api/${id}.html`);
      assert.match(html, new RegExp(`<h1[^>]*>${summary} `), id);
      const python = group === 'hirewire' ? [] : ['Python'];
      for (const part of ['curl', 'TypeScript', ...python, 'id="response"', 'id="errors"']) {
        assert.ok(html.includes(part), `${id} has no ${part}`);
      }
      const [, example = ''] = /<div class="sent">([^]*?)<\/pre>/.exec(html) ?? [];
      assert.match(example, /&quot;|"[^]*success/, `${id} shows no response`);
    }
    const pages = [...htmlByPath.keys()].filter((path) => /^api\/(?!index)/.test(path));
    assert.equal(pages.length, clientOperations.length);
  });

  it('shows what is in objects only when it is asked for', () => {
    const html = pageOf('api/get-applications.html');
    const folded = [...html.matchAll(/<details><summary>\d+ fields of <code>(.*?)<\/code>/g)];
    const names = folded.map(([, name = '']) => name.replaceAll('<wbr>', ''));
    assert.ok(names.includes('candidate'), names.join());
    assert.ok(names.includes('candidate.tags'), names.join());
    // What a request must have is open.
    assert.match(
      pageOf('api/create-application.html'),
      /<details open><summary>\d+ fields of <code>candidate</,
    );
  });

  it('says of tools that have no connector that they have none', () => {
    const ids = new Set<string>(connectors.map(({ tool }) => tool.id));
    assert.ok(!ids.has('talent360'), 'take another tool for this test');
    assert.match(pageOf('api/add-application-note.html'), /<h4[^>]*>talent360: no connector yet /);
    assert.match(pageOf('coverage/index.html'), /id="no-connector-yet"[^]*<code>talent360<\/code>/);
  });

  it('explains every sign of the coverage', () => {
    const html = pageOf('coverage/index.html');
    assert.match(html, /SUPPORTED<\/span> \*<\/td><td[^>]*>It works, with a limit/);
  });

  it('lists the APIs of each tool that passthrough reaches', () => {
    const html = pageOf('coverage/index.html');
    const [, table = ''] = /id="passthrough"([^]*?)<\/table>/.exec(html) ?? [];
    for (const { tool, passthrough = {} } of connectors) {
      const [, row = ''] = new RegExp(`<code>${tool.id}</code>([^]*?)</tr>`).exec(table) ?? [];
      const listed = [...row.matchAll(/<code>(.*?)<\/code>/g)].map(([, api]) => api);
      assert.deepEqual(listed, Object.keys(passthrough), tool.id);
    }
  });

  it('tells on each page its version, what comes before and after, and where to edit it', () => {
    const html = pageOf('guides/webhooks.html');
    assert.match(html, /Hirewire (<!---->)?\d+\.\d+\.\d+/);
    assert.match(html, /Previous page/);
    assert.match(html, /Next page/);
    assert.match(html, /Edit this page<\/a>[^]*docs\/guides\/webhooks\.md/);
  });

  it('lists all of its pages in llms.txt, and has each as Markdown', () => {
    const text = readFileSync(join(siteFolder, 'llms.txt'), 'utf8');
    const links = [...text.matchAll(/\]\(\/docs\/(.*?)\)/g)].map(([, link = '']) => link);
    const expected = readPages().map(({ path }) => path);
    assert.deepEqual(new Set(links), new Set(expected.filter((path) => path !== 'index.md')));
    for (const link of links) assert.ok(existsSync(join(siteFolder, link)), link);
  });

  it('has a page for each webhook, and for the coverage of each tool', () => {
    for (const { id, type } of webhooks) assert.ok(pageOf(`webhooks/${id}.html`).includes(type));
    for (const { tool } of connectors) {
      assert.match(pageOf(`coverage/${tool.id}.html`), /SUPPORTED/);
      assert.ok(pageOf('coverage/index.html').includes(tool.label));
    }
  });

  it('marks the webhooks that are not sent yet, and no other', () => {
    const missing = webhooks.filter(({ notImplemented }) => notImplemented !== null);
    const marked = webhooks.filter(({ id }) => /not sent yet/i.test(pageOf(`webhooks/${id}.html`)));
    assert.deepEqual(marked, missing);
    const listed = [...pageOf('webhooks/index.html').matchAll(/>not sent yet</g)];
    assert.equal(listed.length, missing.length);
  });

  it('has a place for each error code', () => {
    for (const code of allErrorCodes) {
      assert.ok(pageOf('errors.html').includes(`id="${errorAnchor(code)}"`), code);
    }
  });

  it('marks the operations that answer with 501, and no other', () => {
    const missing = clientOperations.filter(({ notImplemented }) => notImplemented !== null);
    const marked = clientOperations.filter(({ id }) =>
      /not implemented yet/i.test(pageOf(`api/${id}.html`)),
    );
    assert.deepEqual(marked, missing);
    const listed = [...pageOf('api/index.html').matchAll(/>501</g)];
    assert.equal(listed.length, missing.length);
  });

  it('has no link that leads nowhere, headings included', () => {
    let count = 0;
    for (const [path, html] of htmlByPath) {
      if (path === '404.html') continue;
      for (const [, link = ''] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
        const target = new URL(link, `http://site/docs/${path}`);
        if (target.host !== 'site' || target.pathname.endsWith('/openapi.json')) continue;
        count += 1;
        assert.ok(target.pathname.startsWith('/docs/'), `${path} links to ${link}`);
        const file = target.pathname.slice('/docs/'.length).replace(/(^|\/)$/, '$1index.html');
        const found = htmlByPath.get(file);
        assert.ok(found ?? existsSync(join(siteFolder, file)), `${path} links to ${link}`);
        const anchor = decodeURIComponent(target.hash.slice(1));
        if (anchor !== '') {
          assert.ok(found?.includes(`id="${anchor}"`), `${path} links to ${link}`);
        }
      }
    }
    assert.ok(count > 5000, `only ${count} links were looked at`);
  });

  it('loads nothing from elsewhere', () => {
    for (const [path, html] of htmlByPath) {
      const loaded = html.matchAll(/<(?:script|link|img|iframe)[^>]*? (?:src|href)="([^"]*)"/g);
      for (const [, source = ''] of loaded) assert.match(source, /^(\/docs\/|data:)/, path);
    }
    for (const style of globSync('**/*.css', { cwd: siteFolder })) {
      assert.doesNotMatch(
        readFileSync(join(siteFolder, style), 'utf8'),
        /url\(["']?(https?:)?\/\//,
      );
    }
  });

  it('leads to every page from its sidebar', () => {
    const linksOf = (entries: readonly Entry[]): string[] =>
      entries.flatMap(({ link = '', items = [] }) => [link, ...linksOf(items)]);
    const linked = new Set(linksOf(writeSidebar(readPages())));
    for (const { path } of readPages()) {
      if (path === 'index.md') continue;
      assert.ok(linked.has(`/${path.replace(/(index)?\.md$/, '')}`), path);
    }
  });

  it('shows what is written, not the signs that it is written with', () => {
    for (const [path, html] of htmlByPath) {
      const text = contentOf(html).replaceAll(/<pre[^]*?<\/pre>|<code[^]*?<\/code>/g, '');
      assert.doesNotMatch(text, /\[object Object\]|undefined<|\| --- \|/, path);
    }
  });
});
