import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** `203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`. */
export const AddressRange = z
  .string()
  .refine(
    isAddressRange,
    'must be an IPv4 or IPv6 address, or a range of them such as 203.0.113.0/24',
  );

function isAddressRange(text: string): boolean {
  const known = [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()];
  // An IPv4 address inside an IPv6 one is to be written as what it is: nobody calls from the latter.
  return !/^::ffff:/i.test(text) && known.some((schema) => schema.safeParse(text).success);
}

interface Range {
  base: string;
  family: 'ipv4' | 'ipv6';
  prefix: number;
}

function parseRange(text: string): Range {
  const [base = '', prefix] = text.split('/');
  const isLong = base.includes(':');
  const whole = isLong ? 128 : 32;
  return {
    base,
    family: isLong ? 'ipv6' : 'ipv4',
    prefix: prefix === undefined ? whole : Number(prefix),
  };
}

/** Whether an address is in one of the ranges. What is no address is in none. */
export function isInRanges(ranges: readonly string[], address: string): boolean {
  // As sockets give them: with the interface of a link, or IPv4 as a part of IPv6.
  const plain = address.replace(/%.*$/s, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) === 0) return false;
  const { family } = parseRange(plain);
  const list = new BlockList();
  // Of the same family alone: IPv4 addresses would be found in ranges of IPv6 such as ::/0.
  for (const range of ranges.map(parseRange)) {
    if (range.family === family) list.addSubnet(range.base, range.prefix, family);
  }
  return list.check(plain, family);
}

/** Whether each of these ranges lies within one of `own`. */
export function containsRanges(own: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((text) => {
    const { base, prefix, family } = parseRange(text);
    return own.some((range) => {
      const outer = parseRange(range);
      return outer.family === family && outer.prefix <= prefix && isInRanges([range], base);
    });
  });
}
