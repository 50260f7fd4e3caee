import { createServer, isIP, isIPv6 } from 'node:net';
import { createOutgoingGuard } from '@hirewire/connector-kit';
import { describeError } from '../errors.ts';
import type { Check } from './finding.ts';

/** A port in use is no conflict where it is Hirewire that listens there. */
export const checkPort: Check = async ({ host, port }) => {
  const subject = 'port';
  const error = await tryPort(host, port);
  if (error === null) return { level: 'ok', subject, message: `${host}:${port} is free` };
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE' && (await isHirewire(host, port))) {
    return { level: 'ok', subject, message: `Hirewire runs at ${host}:${port}` };
  }
  return { level: 'warn', subject, message: describeError(error) };
};

function tryPort(host: string, port: number): Promise<Error | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', resolve);
    probe.listen({ host, port }, () => probe.close(() => resolve(null)));
  });
}

const timeoutMs = 3000;

/** Its front page needs no key, and says what it is. */
async function isHirewire(host: string, port: number): Promise<boolean> {
  const name = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  const url = new URL(`http://${isIPv6(name) ? `[${name}]` : name}:${port}/`);
  const guard = createOutgoingGuard({ allowedNetworks: isIP(name) === 0 ? [] : [name] });
  const signal = AbortSignal.timeout(timeoutMs);
  const request = {
    method: 'GET',
    headers: new Headers(),
    body: null,
    signal,
    mayBeLoopback: true,
  };
  try {
    const answer = await guard.fetch(url, request);
    return answer.ok && (await answer.text()).startsWith('Hirewire:');
  } catch {
    return false;
  }
}
