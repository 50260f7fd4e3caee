import { testConnector } from '@hirewire/connector-kit/conformance';
import { startTeamtailorSimulator, teamtailorScenarios } from '@hirewire/simulators';
import type { TeamtailorSimulator } from '@hirewire/simulators';
import { teamtailor } from './index.ts';

testConnector<TeamtailorSimulator>({
  connector: teamtailor,
  name: 'Teamtailor',
  // Teamtailor gives 30 a page.
  start: () => startTeamtailorSimulator({ candidates: 40 }),
  scenarios: teamtailorScenarios,
  // What a record refers to comes along with it.
  sideCalls: [],
  gaps: [
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers a date, and Teamtailor can compare with any date.',
    },
  ],
});
