import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { JsonSchema } from '../json-schema.ts';

/** The published wire, as machine-readable files that lie beside the checkout of some machines. */
const folder = fileURLToPath(new URL('../../../../../shared/wire/contract', import.meta.url));

export interface PublishedOperation {
  readonly operationId: string;
  readonly group: string;
  readonly sdkMethod: { readonly typescript: string };
  readonly method: string;
  readonly path: string;
  readonly file: string;
  readonly integrationHeader: boolean;
  readonly paginated: boolean;
  readonly errorType: string;
  readonly permission: string | null;
  readonly deprecated: boolean;
  /** The first Python SDK that has it, where that is newer than the first one that was compared. */
  readonly 'x-since'?: string;
}

export interface PublishedWebhook {
  readonly webhook: string;
  readonly type: string;
  readonly file: string;
}

/** The schemas of one operation's file. */
export interface PublishedSchemas {
  readonly request: {
    readonly path: JsonSchema | null;
    readonly query: JsonSchema | null;
    readonly body: JsonSchema | null;
    readonly bodyRequired: boolean;
  };
  readonly response: { readonly body: JsonSchema };
  readonly error: { readonly body: JsonSchema };
}

interface PublishedIndex {
  readonly operations: readonly PublishedOperation[];
  readonly webhooks: readonly PublishedWebhook[];
}

/** Why the comparison cannot run here, or false. */
export const skipReason = existsSync(folder)
  ? false
  : 'the published contract (../shared/wire/contract) is not beside this checkout';

export function readIndex(): PublishedIndex {
  return readJson('index.json') as PublishedIndex;
}

export function readOperation(file: string): PublishedSchemas {
  return readJson(file) as PublishedSchemas;
}

export function readWebhook(file: string): { readonly body: JsonSchema } {
  return readJson(file) as { body: JsonSchema };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}
