import { systemClock } from '@hirewire/connector-kit';
import { type SecretKeys, keyIdOf, listKeys } from '@hirewire/engine';
import { type Database, discardSealed, findKeyIds } from '@hirewire/store';

import { createSecretKey, findSecretKeys } from './secret-key.ts';
import { SettingsError, type Settings } from './settings.ts';

/** Ids of the secret keys that are at hand; see `seal` of the engine. */
export function listKeyIds(settings: Settings): string[] {
  const found = findSecretKeys(settings);
  return found === null ? [] : keyIdsOf(found);
}

const keyIdsOf = (secretKeys: SecretKeys): string[] => listKeys(secretKeys).map(keyIdOf);

/** Whether these keys open all that is stored. */
export async function areKeysRight(database: Database, secretKeys: SecretKeys): Promise<boolean> {
  const known = keyIdsOf(secretKeys);
  return (await findKeyIds(database)).every((keyId) => known.includes(keyId));
}

/** For which a probe need not look again at all that is stored. */
const rememberedMs = 10_000;

/** As `areKeysRight`, of which a yes is remembered for some seconds, or until the keys change. */
export function rememberRightKeys(
  database: Database,
  secretKeys: SecretKeys,
): () => Promise<boolean> {
  let known = '';
  let until = 0;
  return async () => {
    const keys = keyIdsOf(secretKeys).join();
    const now = systemClock.now().getTime();
    if (keys === known && now < until) return true;
    const isRight = await areKeysRight(database, secretKeys);
    known = keys;
    until = isRight ? now + rememberedMs : 0;
    return isRight;
  };
}

/**
 * The secret keys, which are checked against what is stored. The first start makes one.
 * @throws SettingsError where the key is missing or another one: with a new one, every customer would
 * have to connect again
 */
export async function requireSecretKeys(
  database: Database,
  settings: Settings,
): Promise<SecretKeys> {
  const found = findSecretKeys(settings);
  if (found !== null) {
    if (await areKeysRight(database, found)) return found;
    const source =
      settings.secretKey === null
        ? `The secret key in the data directory ${settings.dataDirectory}`
        : 'The secret key in HIREWIRE_SECRET_KEY';
    throw new SettingsError(`${source} is not the one of this database. ${restore}`);
  }
  if ((await findKeyIds(database)).length > 0) {
    throw new SettingsError(
      `The data directory ${settings.dataDirectory} has no file secret-key, but the database holds ` +
        `credentials that were encrypted with one. ${restore}`,
    );
  }
  await createSecretKey(settings);
  return findSecretKeys(settings) ?? missing();
}

const restore =
  'Restore the key from your backup, or set HIREWIRE_SECRET_KEY to it. If it is lost, run ' +
  'hirewire secrets discard, and connect every customer again.';

/** Empties what the present secret keys do not open, for good; makes a key where there is none. */
export async function discardUnreadable(database: Database, settings: Settings): Promise<number> {
  if (findSecretKeys(settings) === null) await createSecretKey(settings);
  return discardSealed(database, listKeys(findSecretKeys(settings) ?? missing()).map(keyIdOf));
}

function missing(): never {
  throw new SettingsError('The file secret-key was removed.');
}
