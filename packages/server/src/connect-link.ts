/** Where the page is that links for end users lead to. */
export const connectPath = '/connect';

/** The address to send, or to show in a frame. */
export function connectLink(serverUrl: string, token: string): string {
  return `${serverUrl}${connectPath}?token=${token}`;
}
