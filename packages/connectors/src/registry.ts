// Written by scripts/generate-registries.ts; do not edit.
import type { Connector } from '@hirewire/connector-kit';
import { ashby } from './ashby/index.ts';
import { lever } from './lever/index.ts';
import { odoo } from './odoo/index.ts';
import { teamtailor } from './teamtailor/index.ts';

/** Every connector, in the order of the tools' ids. */
export const connectors: readonly Connector[] = [ashby, lever, odoo, teamtailor];
