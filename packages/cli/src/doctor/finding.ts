import type { Settings } from '@hirewire/server';

export interface Finding {
  level: 'ok' | 'warn' | 'fail';
  subject: string;
  /** What was found, and how to fix it unless it is fine. */
  message: string;
}

export type Check = (settings: Settings) => Finding | Promise<Finding>;

/** Of what is found with one connection. */
export type Checks = (settings: Settings) => Promise<Finding[]>;
