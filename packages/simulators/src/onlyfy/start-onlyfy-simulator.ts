import { SeededRandom } from '../kit/random.ts';
import { savedRandom, savedRecords } from '../kit/saved-state.ts';
import type { Simulator } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { apiPath, authorize, failureBody } from './access.ts';
import { Onlyfy } from './onlyfy.ts';
import type { OnlyfySimulatorOptions } from './onlyfy.ts';
import { readRoutes } from './reads.ts';
import { writeRoutes } from './writes.ts';

export interface OnlyfySimulator extends Simulator, Pick<Onlyfy, 'access' | 'company'> {
  readonly tool: 'onlyfy';
  readonly credentials: { api_key: string };
  readonly apiPath: string;
  /** The account itself, for what the company has no place for. */
  readonly account: Onlyfy;
}

/** Starts a simulated onlyfy one with invented people. Resolves when it listens. */
export async function startOnlyfySimulator(
  options: OnlyfySimulatorOptions = {},
): Promise<OnlyfySimulator> {
  const { seed = 1, limits = {} } = options;
  const random = new SeededRandom(seed);
  const { apiKey = `simulated-onlyfy-${random.uuid()}` } = options;
  const account = new Onlyfy(random, options);
  const { access, company, files, ids, kept } = account;
  const credentials = { api_key: apiKey };
  const simulator = await startVendor({
    tool: 'onlyfy',
    options,
    basePath: apiPath,
    credentials,
    badCredentials: { api_key: `${apiKey}-revoked` },
    authorization: (request) => authorize(request, apiKey, access),
    failureBody,
    routes: [...readRoutes(account), ...writeRoutes(account)],
    rate: limits.rate === undefined ? [] : [limits.rate],
    saved: {
      tables: savedRecords(company.tables),
      kept: savedRecords(kept),
      random: savedRandom(random),
      ids,
      files,
    },
  });
  return {
    ...simulator,
    tool: 'onlyfy',
    apiPath,
    credentials,
    access,
    account,
    company,
  };
}
