import { isPlainHttp } from '@hirewire/connector-kit';
import { z } from 'zod';

import { type Variable, networks, orNull, wholeNumber } from './setting-variable.ts';

/** Where the server listens, and how clients reach it. */
export interface AddressSettings {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The address by which clients reach this server, without a slash at its end; or null. */
  publicUrl: string | null;
  /** Addresses and CIDR ranges of proxies whose `X-Forwarded-For` counts. */
  trustedProxies: string[];
}

export const addressVariables: {
  readonly [Name in keyof AddressSettings]: Variable<AddressSettings[Name]>;
} = {
  host: {
    name: 'HIREWIRE_HOST',
    example: '0.0.0.0',
    rule: 'a host name or an IP address',
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
  },
  port: {
    name: 'PORT',
    example: '4000',
    rule: 'a whole number from 0 (any free port) to 65535',
    schema: wholeNumber(0, 65_535, 4000),
  },
  publicUrl: {
    name: 'HIREWIRE_PUBLIC_URL',
    example: 'https://ats.example.com',
    rule: 'an http:// or https:// address without user name, password, ? and #',
    // Without its slashes at the end, so that paths can be appended.
    schema: orNull(
      z
        .url({ protocol: /^https?$/ })
        .refine(isPlainAddress)
        .transform((url) => url.replace(/\/+$/, '')),
    ),
  },
  trustedProxies: {
    name: 'HIREWIRE_TRUSTED_PROXIES',
    example: '127.0.0.1,10.20.0.0/16',
    rule: 'IP addresses and CIDR ranges with commas between them',
    schema: networks,
  },
};

/** Paths are appended to it, and a password in it would be shown to clients. */
function isPlainAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isPlainHttp(url) && !/[?#]/.test(text);
}
