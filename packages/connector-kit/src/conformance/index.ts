export { recordSchemas } from './record-schemas.ts';
export type { RemoteUnderTest, RequestedFault } from './remote-under-test.ts';
export type {
  ActionRecords,
  ConformanceSubject,
  Gap,
  Scenarios,
  SpoiltRecord,
  TouchedRecord,
} from './subject.ts';
export { testConnector, testDeclaration } from './test-connector.ts';
