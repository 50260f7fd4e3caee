import { createServer } from 'node:net';
import { describeError } from '../describe-error.ts';
import type { Check, Finding } from './finding.ts';

/** A taken port is no failure: it may well be the running Hirewire. */
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
