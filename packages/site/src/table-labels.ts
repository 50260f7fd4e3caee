/** What is read of a token of markdown-it. */
interface Token {
  readonly type: string;
  readonly content: string;
  attrSet(name: string, value: string): void;
}

/**
 * Gives each cell of a table the head of its column as `data-label`: on a phone the cells of a row
 * stand below each other, each with its label.
 */
export function labelCells(tokens: readonly Token[]): void {
  let heads: string[] = [];
  let column = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'table_open') heads = [];
    if (token.type === 'tr_open') column = 0;
    if (token.type === 'th_open') heads.push(plain(tokens[index + 1]?.content ?? ''));
    if (token.type !== 'td_open') continue;
    token.attrSet('data-label', heads[column] ?? '');
    column += 1;
  }
}

/** Without the marks of code and links. */
const plain = (text: string): string =>
  text.replaceAll(/\[([^\]]*)\]\([^)]*\)|`/g, (_, label: string | undefined) => label ?? '');
