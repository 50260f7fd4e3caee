import { userInfo } from 'node:os';
import type { Requester } from '@hirewire/store';

/** Who runs the command: for receipts and the audit log. */
export function requesterOfCommand(): Requester {
  return { type: 'COMMAND_LINE', id: null, name: findUser() };
}

/** Null where the system knows no name for the user, as in many containers. */
function findUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
