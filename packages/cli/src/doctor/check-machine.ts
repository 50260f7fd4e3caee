import { findPlatformBinaries } from '@hirewire/store';
import { describeError } from '../errors.ts';
import type { Check } from './finding.ts';

const neededNode = 24;

export const checkNode: Check = () => {
  const subject = 'Node.js';
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= neededNode) return { level: 'ok', subject, message: process.versions.node };
  const message = `${process.versions.node} is too old: run Hirewire with npx hirewire (which uses the bundled Node.js) or with Node.js ${neededNode} or newer.`;
  return { level: 'fail', subject, message };
};

export const checkUser: Check = ({ databaseUrl }) => {
  const subject = 'user';
  if (process.getuid?.() !== 0) return { level: 'ok', subject, message: 'not root' };
  const message =
    databaseUrl === null
      ? 'root; PostgreSQL refuses to run as root, so the bundled one runs as an unprivileged user. Better run Hirewire as a dedicated user.'
      : 'root; better run Hirewire as a dedicated user.';
  return { level: 'warn', subject, message };
};

export const checkPlatform: Check = ({ databaseUrl }) => {
  const subject = 'bundled programs';
  if (databaseUrl !== null) {
    return { level: 'ok', subject, message: 'not needed, as DATABASE_URL is set' };
  }
  try {
    const { version, directory } = findPlatformBinaries();
    return { level: 'ok', subject, message: `PostgreSQL ${version} in ${directory}` };
  } catch (error) {
    return { level: 'fail', subject, message: describeError(error) };
  }
};
