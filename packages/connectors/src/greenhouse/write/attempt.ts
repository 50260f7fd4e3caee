import { RemoteError } from '@hirewire/connector-kit';

/** The application is there by now: whatever fails from here on is a warning. Null where it failed. */
export async function attempt<Value>(
  warnings: string[],
  what: string,
  work: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    warnings.push(`The application was created, but ${what}: ${error.message}`);
    return null;
  }
}
