import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHtml } from './to-html.ts';

test('a text reads the same as HTML, and none of it is markup', () => {
  assert.equal(
    toHtml('1 < 2 & "so" <script>\r\non\rand\non'),
    '1 &lt; 2 &amp; &quot;so&quot; &lt;script&gt;<br>on<br>and<br>on',
  );
});
