import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connector } from '@hirewire/connector-kit';
import { connectorsBySlug, defineConnector, slugsOf } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { SettingsError } from './settings.ts';

/** What a folder starts with, in this order. */
const entryFiles = ['index.ts', 'index.js', 'index.mjs'];

/**
 * The connectors that come with Hirewire, and those that the modules at `paths` export.
 * @throws SettingsError that names the path and what is wrong with it
 */
export async function loadConnectors(paths: readonly string[]): Promise<readonly Connector[]> {
  const loaded = [...connectors];
  for (const path of paths) {
    for (const connector of await loadModule(path)) {
      const taken = connectorsBySlug(loaded);
      const slug = slugsOf(connector.tool).find((one) => taken.has(one));
      if (slug !== undefined) {
        throw unusable(path, `there is already a connector for '${slug}'`);
      }
      loaded.push(connector);
    }
  }
  return loaded;
}

async function loadModule(path: string): Promise<Connector[]> {
  const file = findFile(path);
  let exported: unknown[];
  try {
    exported = Object.values((await import(pathToFileURL(file).href)) as object);
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error), error);
  }
  const found = exported.filter(isConnector);
  if (found.length === 0) {
    throw unusable(path, `${file} exports no connector (the result of defineConnector)`);
  }
  try {
    // Again: a module may bring another version of the kit, with other rules.
    return found.map((connector) => defineConnector(connector));
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error), error);
  }
}

function findFile(path: string): string {
  if (!existsSync(path)) throw unusable(path, 'there is no such file or folder');
  if (!statSync(path).isDirectory()) return path;
  const file = entryFiles.map((name) => join(path, name)).find((name) => existsSync(name));
  if (file === undefined) throw unusable(path, `the folder has none of ${entryFiles.join(', ')}`);
  return file;
}

function isConnector(value: unknown): value is Connector {
  return typeof value === 'object' && value !== null && 'specificationVersion' in value;
}

function unusable(path: string, reason: string, cause?: unknown): SettingsError {
  return new SettingsError(`HIREWIRE_CONNECTORS names ${path}, which cannot be used: ${reason}`, {
    cause,
  });
}
