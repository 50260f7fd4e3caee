/**
 * What the search knows of a page: its text, and the words of `keywords` in its front matter, which
 * readers look for and the page does not use. Example responses are left out: each holds words of
 * half of the other pages.
 */
export function searchText(html: string, keywords: unknown): string {
  const text = html.replaceAll(/<div class="sent">[^]*?<\/pre>/g, '');
  return typeof keywords === 'string' ? text.replace('</h1>', `</h1>\n<p>${keywords}</p>`) : text;
}
