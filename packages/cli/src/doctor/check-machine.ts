import { findPlatformBinaries } from '@hirewire/store';
import { describeError } from '../describe-error.ts';
import type { Check } from './finding.ts';

const neededNode = 24;

export const checkNode: Check = () => {
  const subject = 'Node.js';
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= neededNode) return { level: 'ok', subject, message: process.versions.node };
  const message = `${process.versions.node} is too old: run Hirewire with npm run (which brings its own) or with Node.js ${neededNode} or newer.`;
  return { level: 'fail', subject, message };
};

export const checkUser: Check = ({ databaseUrl }) => {
  const subject = 'user';
  if (process.getuid?.() !== 0) return { level: 'ok', subject, message: 'an ordinary user' };
  const message =
    databaseUrl === null
      ? 'root; the embedded PostgreSQL refuses that and runs as an unprivileged user instead. Prefer a user of its own for Hirewire.'
      : 'root; prefer a user of its own for Hirewire.';
  return { level: 'warn', subject, message };
};

export const checkPlatform: Check = ({ databaseUrl }) => {
  const subject = 'programs';
  if (databaseUrl !== null) {
    return { level: 'ok', subject, message: 'not needed, as DATABASE_URL is set' };
  }
  try {
    const { version, directory } = findPlatformBinaries();
    return { level: 'ok', subject, message: `embedded PostgreSQL ${version} in ${directory}` };
  } catch (error) {
    return { level: 'fail', subject, message: describeError(error) };
  }
};
