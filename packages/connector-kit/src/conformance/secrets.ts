import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { redactText } from '../http/redact.ts';
import type { RemoteUnderTest } from './remote-under-test.ts';
import type { ConformanceSubject } from './subject.ts';

export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return assert.fail('This was meant to fail, for its error to be looked at.');
}

/** Values of the credentials that the connector calls secret. */
export function listSecrets({ connector }: ConformanceSubject, remote: RemoteUnderTest): string[] {
  return Object.entries(connector.credentials.fields)
    .filter(([, field]) => field.isSecret)
    .flatMap(([name]) => [remote.credentials[name], remote.badCredentials[name]])
    .filter((value) => typeof value === 'string' && value !== '')
    .map(String);
}

export function assertWithout(
  secrets: readonly string[],
  values: readonly unknown[],
  what: string,
): void {
  for (const value of values) {
    const shown = inspect(value, { depth: 20, maxArrayLength: null, maxStringLength: null });
    assert.equal(redactText(shown, secrets), shown, `${what} holds a secret.`);
  }
}
