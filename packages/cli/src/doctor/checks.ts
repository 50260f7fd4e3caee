import { checkDataDirectory, checkSecretKey } from './check-files.ts';
import { checkNode, checkPlatform, checkUser } from './check-machine.ts';
import { checkPort } from './check-port.ts';
import { checkPostgres } from './check-postgres.ts';
import type { Check } from './finding.ts';

/** In the order in which a start needs these things. */
export const checks: readonly Check[] = [
  checkNode,
  checkUser,
  checkPlatform,
  checkDataDirectory,
  checkSecretKey,
  checkPostgres,
  checkPort,
];
