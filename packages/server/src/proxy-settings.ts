import { z } from 'zod';

import { type Variable, list, orNull } from './setting-variable.ts';

/** How the internet is reached, where that is not direct. */
export interface ProxySettings {
  /** The proxy for https:// addresses; null for none. May hold a password. */
  proxyUrl: string | null;
  /** Hosts that are reached without it. */
  proxyExceptions: string[];
}

/** Not ours: most programs that send requests read them. */
export const proxyVariables: {
  readonly [Name in keyof ProxySettings]: Variable<ProxySettings[Name]>;
} = {
  proxyUrl: {
    name: 'HTTPS_PROXY',
    example: 'http://proxy.example.com:3128',
    rule: 'the http:// or https:// address of a proxy',
    schema: orNull(z.url({ protocol: /^https?$/ }).refine(hasReadableUser)),
  },
  proxyExceptions: {
    name: 'NO_PROXY',
    example: 'ats.example.com,.internal.example.com',
    rule: 'host names with commas between them',
    schema: list.transform((hosts) => hosts.map((host) => host.toLowerCase())),
  },
};

/** Percent escapes in user name and password can be decoded. */
function hasReadableUser(text: string): boolean {
  const { username, password } = new URL(text);
  try {
    return decodeURIComponent(username + password) !== null;
  } catch {
    return false;
  }
}
