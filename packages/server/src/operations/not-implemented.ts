import type { Operation } from '@hirewire/contract';

import type { AtsRoute, GeneralRoute } from './route.ts';

const status = 501;

function sentence(operation: Operation): string {
  return (
    `${operation.method} ${operation.path} (${operation.id}) is not implemented in this version ` +
    'of Hirewire. /docs lists what is.'
  );
}

/** The honest answer of ATS operations that have no route yet. */
export const atsNotImplemented: AtsRoute = async ({ operation, failure }) => {
  throw failure('INTEGRATION.ACTION_NOT_AVAILABLE', sentence(operation), { status });
};

/** The same for general and connect operations, where no code of the wire says this. */
export const generalNotImplemented: GeneralRoute = async ({ operation, failure }) => {
  throw failure(null, sentence(operation), { status, title: 'Not implemented' });
};
