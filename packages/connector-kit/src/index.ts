export type * from './connector.ts';
export type * from './records.ts';
export type * from './remote.ts';
export { RemoteError } from './remote.ts';
