import { keyIdOf, listKeys } from '@hirewire/engine';
import { retireKeys } from '@hirewire/store';

import type { Hirewire } from './main.ts';
import { areKeysRight } from './check-secret-keys.ts';
import { addSecretKey, dropFormerKeys } from './secret-key.ts';
import { SettingsError } from './settings.ts';

/**
 * Seals everything with a new secret key, while other processes work. Each step can be repeated: a
 * rotation that was interrupted goes on where it was.
 *
 * 1. The new key comes first in the file, from which processes take it at once; the old one still opens.
 * 2. What the old one has sealed is sealed with the new one.
 * 3. The database refuses the old key from then on; what was just being stored is sealed again.
 * 4. The old key leaves the file.
 *
 * With keys from the settings, 1 and 4 are the operator's. @returns how many texts were sealed
 */
export async function rotateSecretKey(hirewire: Hirewire): Promise<number> {
  const { settings, database, engine, secretKeys } = hirewire;
  const isFile = settings.secretKey === null;
  if (isFile) await addSecretKey(settings);
  const [current, ...former] = listKeys(secretKeys);
  if (former.length === 0) {
    throw new SettingsError(
      'There is no new key to rotate to. Set HIREWIRE_SECRET_KEY to the new key and ' +
        'HIREWIRE_PREVIOUS_SECRET_KEYS to the present one, in all processes.',
    );
  }
  let count = await engine.resealAll();
  await retireKeys(database, former.map(keyIdOf));
  count += await engine.resealAll();
  if (!(await areKeysRight(database, [current]))) {
    throw new Error('Something was stored with another key meanwhile. Rotate again.');
  }
  if (isFile) await dropFormerKeys(settings);
  return count;
}
