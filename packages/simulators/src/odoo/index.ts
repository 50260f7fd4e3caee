export type { Row as OdooRow, Value as OdooValue } from './search.ts';
export { odooDatabase, odooKeys, startOdooSimulator } from './start-odoo-simulator.ts';
export type {
  OdooSearchAnswer,
  OdooSimulator,
  OdooSimulatorOptions,
} from './start-odoo-simulator.ts';
