import type { AshbyContact } from './types.ts';

export function newContact(value: string, isPrimary: boolean): AshbyContact {
  return { value, type: 'Personal', isPrimary };
}

/** The contacts with this one in place of the primary one. */
export function contactsWith(contacts: AshbyContact[], value: string): AshbyContact[] {
  const others = contacts.filter((one) => !one.isPrimary && one.value !== value);
  return [newContact(value, true), ...others];
}
