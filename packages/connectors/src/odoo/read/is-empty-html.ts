/** Whether HTML shows nothing: editors leave empty elements behind. A picture is something. */
export function isEmptyHtml(html: string | null | undefined): boolean {
  return (html ?? '').replaceAll(/<(?!img\b)[^>]*>|&nbsp;|\u00a0/gi, '').trim() === '';
}
