import { resolve } from 'node:path';
import { queueConnections } from '@hirewire/store';
import { z } from 'zod';

import { type AddressSettings, addressVariables } from './address-settings.ts';
import { findMisspelt } from './misspelt-variables.ts';
import { type MonitoringSettings, monitoringVariables } from './monitoring-settings.ts';
import { type ProxySettings, proxyVariables } from './proxy-settings.ts';
import {
  UnreadableVariable,
  type Variable,
  fileNameOf,
  networks,
  orNull,
  paths,
  readVariable,
  wholeNumber,
} from './setting-variable.ts';

/** Everything about an installation that its owner may choose. Times carry their unit. */
export interface Settings extends AddressSettings, MonitoringSettings, ProxySettings {
  /** Connection string of a PostgreSQL of yours; null starts the one that comes with Hirewire. */
  databaseUrl: string | null;
  /** Most connections for requests and pages at once; a worker opens more (see `loadSettings`). */
  databasePoolSize: number;
  /** Absolute folder for the embedded PostgreSQL and the generated secret key. */
  dataDirectory: string;
  role: Role;
  logLevel: LogLevel;
  /** `text` for people, `json` for programs; null for what suits the standard output. */
  logFormat: LogFormat | null;
  /** 32 bytes as base64; null uses the file `secret-key` of the data directory. */
  secretKey: string | null;
  /** Keys that open, and seal nothing; beside `secretKey`. */
  previousSecretKeys: string[];
  allowRemoteBaseUrl: boolean;
  /** Addresses and CIDR ranges that requests to vendors may reach besides public ones. */
  allowedNetworks: string[];
  /** Absolute paths of modules that export further connectors. */
  connectors: string[];
  /** Syncs that one process runs at the same time. */
  workerConcurrency: number;
  /** Between two syncs of changes of an integration; 0 for none. */
  deltaSyncMinutes: number;
  /** Between two full syncs of an integration; 0 for none. */
  fullSyncHours: number;
  /** Until a sync is stopped. */
  syncTimeLimitHours: number;
  /** Requests per API key and minute, in all processes; 0 disables the limit. */
  rateLimitPerMinute: number;
  /** Live actions of one integration at once, over all processes. */
  actionsAtOnce: number;
  /** Until a live action is given up. */
  actionTimeoutSeconds: number;
  /** Of one file that is sent to a tool. */
  maxFileMegabytes: number;
  /** Until the data of a record that is gone from its tool is emptied. */
  deletedRecordDays: number;
  /** For which the change feed can be followed back. */
  changeDays: number;
  /** For which the audit log is kept. */
  auditDays: number;
}

const roles = ['all', 'api', 'worker'] as const;
export type Role = (typeof roles)[number];

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const logFormats = ['json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];

const secretKeyText = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);

/**
 * The settings by their variables. `docs/guides/settings.md` explains the same list.
 * @internal exported for the test that compares the two
 */
export const variables: { readonly [Name in keyof Settings]: Variable<Settings[Name]> } = {
  databaseUrl: {
    name: 'DATABASE_URL',
    example: 'postgres://hirewire:password@localhost:5432/hirewire',
    rule: 'a postgres:// or postgresql:// address',
    schema: orNull(z.url({ protocol: /^postgres(ql)?$/ })),
    isSecret: true,
  },
  databasePoolSize: {
    name: 'HIREWIRE_DATABASE_POOL_SIZE',
    example: '10',
    rule: 'a whole number from 1 to 500',
    schema: wholeNumber(1, 500, 10),
  },
  dataDirectory: {
    name: 'HIREWIRE_DATA_DIR',
    example: '/var/lib/hirewire',
    rule: 'the path of a folder',
    schema: z
      .string()
      .default('.hirewire')
      .transform((path) => resolve(path)),
  },
  ...addressVariables,
  role: {
    name: 'HIREWIRE_ROLE',
    example: 'api',
    rule: `one of ${roles.join(', ')}`,
    schema: z.enum(roles).default('all'),
  },
  logLevel: {
    name: 'HIREWIRE_LOG_LEVEL',
    example: 'debug',
    rule: `one of ${logLevels.join(', ')}`,
    schema: z.enum(logLevels).default('info'),
  },
  logFormat: {
    name: 'HIREWIRE_LOG_FORMAT',
    example: 'json',
    rule: `one of ${logFormats.join(', ')}`,
    schema: orNull(z.enum(logFormats)),
  },
  secretKey: {
    name: 'HIREWIRE_SECRET_KEY',
    example: 'the output of: openssl rand -base64 32',
    rule: '32 bytes as base64 (44 characters)',
    schema: orNull(secretKeyText),
    isSecret: true,
  },
  previousSecretKeys: {
    name: 'HIREWIRE_PREVIOUS_SECRET_KEYS',
    example: 'the secret key of before',
    rule: 'secret keys (32 bytes as base64) with commas between them',
    schema: z
      .string()
      .default('')
      .transform((list) => list.split(',').filter((text) => text !== ''))
      .pipe(z.array(secretKeyText)),
    isSecret: true,
  },
  allowRemoteBaseUrl: {
    name: 'HIREWIRE_ALLOW_REMOTE_BASE_URL',
    example: '1',
    rule: '0 or 1',
    schema: z
      .enum(['0', '1'])
      .default('0')
      .transform((text) => text === '1'),
  },
  allowedNetworks: {
    name: 'HIREWIRE_ALLOWED_NETWORKS',
    example: '10.20.0.0/16,192.168.1.5',
    rule: 'IP addresses and CIDR ranges with commas between them',
    schema: networks,
  },
  connectors: {
    name: 'HIREWIRE_CONNECTORS',
    example: '/opt/hirewire/acme,/opt/hirewire/example.ts',
    rule: 'paths of files or folders with commas between them',
    schema: paths,
  },
  workerConcurrency: {
    name: 'HIREWIRE_WORKER_CONCURRENCY',
    example: '4',
    rule: 'a whole number from 1 to 100',
    schema: wholeNumber(1, 100, 4),
  },
  deltaSyncMinutes: {
    name: 'HIREWIRE_DELTA_SYNC_MINUTES',
    example: '10',
    rule: 'a whole number from 0 (never) to 10080',
    schema: wholeNumber(0, 10_080, 10),
  },
  fullSyncHours: {
    name: 'HIREWIRE_FULL_SYNC_HOURS',
    example: '6',
    rule: 'a whole number from 0 (never) to 720',
    schema: wholeNumber(0, 720, 6),
  },
  syncTimeLimitHours: {
    name: 'HIREWIRE_SYNC_TIME_LIMIT_HOURS',
    example: '12',
    rule: 'a whole number from 1 to 500',
    schema: wholeNumber(1, 500, 12),
  },
  rateLimitPerMinute: {
    name: 'HIREWIRE_RATE_LIMIT_PER_MINUTE',
    example: '6000',
    rule: 'a whole number from 0 (no limit) to 100000000',
    schema: wholeNumber(0, 100_000_000, 6000),
  },
  actionsAtOnce: {
    name: 'HIREWIRE_ACTIONS_AT_ONCE',
    example: '30',
    rule: 'a whole number from 1 to 1000',
    schema: wholeNumber(1, 1000, 30),
  },
  actionTimeoutSeconds: {
    name: 'HIREWIRE_ACTION_TIMEOUT_SECONDS',
    example: '45',
    rule: 'a whole number from 5 to 600',
    schema: wholeNumber(5, 600, 45),
  },
  maxFileMegabytes: {
    name: 'HIREWIRE_MAX_FILE_MEGABYTES',
    example: '20',
    rule: 'a whole number from 1 to 200',
    schema: wholeNumber(1, 200, 20),
  },
  deletedRecordDays: {
    name: 'HIREWIRE_DELETED_RECORD_DAYS',
    example: '14',
    rule: 'a whole number from 0 to 3650',
    schema: wholeNumber(0, 3650, 14),
  },
  changeDays: {
    name: 'HIREWIRE_CHANGE_DAYS',
    example: '30',
    rule: 'a whole number from 1 to 3650',
    schema: wholeNumber(1, 3650, 30),
  },
  auditDays: {
    name: 'HIREWIRE_AUDIT_DAYS',
    example: '365',
    rule: 'a whole number from 1 to 3650',
    schema: wholeNumber(1, 3650, 365),
  },
  ...monitoringVariables,
  ...proxyVariables,
};

/** What the embedded PostgreSQL has left of its 100 connections for its superuser and commands. */
const embeddedConnections = 80;

/** Settings that are each fine but ask together for more than there is; null where they do not. */
function findConflict(settings: Settings): string | null {
  if (settings.databaseUrl !== null) return null;
  // A sync under way holds a connection of its own: its lock.
  const ofWorker = settings.role === 'api' ? 0 : settings.workerConcurrency + queueConnections;
  const needed = settings.databasePoolSize + ofWorker;
  if (needed <= embeddedConnections) return null;
  return (
    `${variables.databasePoolSize.name} and ${variables.workerConcurrency.name} together need ` +
    `${needed} connections, but the PostgreSQL that comes with Hirewire has ` +
    `${embeddedConnections} for them; lower one, or set ${variables.databaseUrl.name}`
  );
}

/** Refused rather than ignored: the operator would believe that reads use it. See decision 15. */
const noReplica =
  'DATABASE_REPLICA_URL cannot be used: a read must wait for the commits under way, which a replica ' +
  'does not know of, or clients that poll would miss changes. Unset it, and start more processes ' +
  'of role api instead';

/** A setting that cannot be used. The message names the variable and a value that works. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings from the environment, and from the files that it names for secrets. An empty
 * variable counts as one that is not set.
 * `overrides` (from command line flags) win; members that are undefined do not count.
 *
 * @throws SettingsError that names every variable that is wrong, or two that do not go together
 */
export function loadSettings(
  overrides: { [Name in keyof Settings]?: Settings[Name] | undefined } = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [setting, variable] of Object.entries(variables)) {
    const override = overrides[setting as keyof Settings];
    if (override !== undefined) {
      settings[setting] = override;
      continue;
    }
    try {
      const parsed = variable.schema.safeParse(readVariable(variable, environment));
      if (parsed.success) settings[setting] = parsed.data;
      // The value itself is not repeated: it may be a password or a key.
      else problems.push(`${variable.name} must be ${variable.rule}; example: ${variable.example}`);
    } catch (error) {
      if (!(error instanceof UnreadableVariable)) throw error;
      problems.push(error.message);
    }
  }
  if (environment['DATABASE_REPLICA_URL']) problems.push(noReplica);
  const names = Object.values(variables).flatMap((variable) =>
    variable.isSecret ? [variable.name, fileNameOf(variable)] : [variable.name],
  );
  problems.push(...findMisspelt(environment, names));
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  const complete = settings as unknown as Settings;
  const conflict = findConflict(complete);
  if (conflict !== null) throw new SettingsError(conflict);
  return complete;
}
