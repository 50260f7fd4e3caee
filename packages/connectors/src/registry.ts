// Written by scripts/generate-registries.ts; do not edit.
import type { Connector } from '@hirewire/connector-kit';
import { ashby } from './ashby/index.ts';
import { greenhouse } from './greenhouse/index.ts';
import { lever } from './lever/index.ts';
import { odoo } from './odoo/index.ts';
import { onlyfy } from './onlyfy/index.ts';
import { personio } from './personio/index.ts';
import { recruitee } from './recruitee/index.ts';
import { smartrecruiters } from './smartrecruiters/index.ts';
import { teamtailor } from './teamtailor/index.ts';
import { workable } from './workable/index.ts';

/** Every connector, in the order of the tools' ids. */
export const connectors: readonly Connector[] = [
  ashby,
  greenhouse,
  lever,
  odoo,
  onlyfy,
  personio,
  recruitee,
  smartrecruiters,
  teamtailor,
  workable,
];
