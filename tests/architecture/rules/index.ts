import type { Rule } from '../project.ts';
import { connectorFolders } from './connector-folders.ts';
import { declaredStatements } from './declared-statements.ts';
import { dependencyDirection } from './dependency-direction.ts';
import { frontDoors } from './front-doors.ts';
import { generatedNotes } from './generated-notes.ts';
import { loggedEvents } from './logged-events.ts';
import { noCycles } from './no-cycles.ts';
import { oneClock } from './one-clock.ts';
import { plainNames } from './plain-names.ts';
import { reasonedSuppressions } from './reasoned-suppressions.ts';
import { sqlInStore } from './sql-in-store.ts';
import { standardTerms } from './standard-terms.ts';
import { vendorWords } from './vendor-words.ts';

export const rules: readonly Rule[] = [
  connectorFolders,
  declaredStatements,
  dependencyDirection,
  frontDoors,
  generatedNotes,
  loggedEvents,
  noCycles,
  oneClock,
  plainNames,
  reasonedSuppressions,
  sqlInStore,
  standardTerms,
  vendorWords,
];
