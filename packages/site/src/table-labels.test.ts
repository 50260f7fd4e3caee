import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMarkdownRenderer } from 'vitepress';
import { labelCells } from './table-labels.ts';

test('each cell of a table carries the head of its column', async () => {
  const md = await createMarkdownRenderer('.', {
    config: (renderer) => {
      renderer.core.ruler.push('table-labels', ({ tokens }) => labelCells(tokens));
    },
  });
  const html = md.render('| `code` | [what to do](a.md) |\n| --- | --- |\n| A | B |\n| C | D |\n');
  const labels = [...html.matchAll(/<td[^>]*data-label="([^"]*)"[^>]*>(\w)/g)].map(
    ([, label, cell]) => [label, cell],
  );
  assert.deepEqual(labels, [
    ['code', 'A'],
    ['what to do', 'B'],
    ['code', 'C'],
    ['what to do', 'D'],
  ]);
});
