import { createServer } from 'node:net';
import { describeError } from '../errors.ts';
import type { Check, Finding } from './finding.ts';

/** A port in use is no failure: it may be Hirewire itself that is running. */
export const checkPort: Check = ({ host, port }) => {
  const subject = 'port';
  return new Promise<Finding>((resolve) => {
    const probe = createServer();
    probe.on('error', (error) =>
      resolve({ level: 'warn', subject, message: describeError(error) }),
    );
    probe.listen({ host, port }, () => {
      probe.close(() => resolve({ level: 'ok', subject, message: `${host}:${port} is free` }));
    });
  });
};
