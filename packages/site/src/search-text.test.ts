import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchText } from './search-text.ts';

test('keywords of a page are found under its heading', () => {
  assert.equal(
    searchText('<h1>Scale out</h1>\n<p>Text</p>', 'docker, kubernetes'),
    '<h1>Scale out</h1>\n<p>docker, kubernetes</p>\n<p>Text</p>',
  );
  assert.equal(searchText('<h1>Ids</h1>', undefined), '<h1>Ids</h1>');
});

test('example responses are not searched', () => {
  const html = '<p>Before</p><div class="sent"><pre><code>Ada</code></pre></div><p>After</p>';
  assert.doesNotMatch(searchText(html, undefined), /Ada/);
  assert.match(searchText(html, undefined), /Before.*After/);
});
