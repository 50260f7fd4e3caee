// oxlint-disable-next-line no-restricted-imports -- waits for a program of the machine, never virtual
export { setTimeout as pause } from 'node:timers/promises';
