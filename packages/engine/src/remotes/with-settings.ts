import type {
  Connector,
  ConnectorContext,
  RemoteDeclaration,
  RequestLimit,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { EngineError } from '../engine-error.ts';
import { DisabledScopes } from '../integrations/scope.ts';

/** What every integration may choose, besides the settings of its connector. */
const CommonSettings = z.object({
  requests_per_second: z
    .number()
    .positive()
    .max(100_000)
    .optional()
    .describe("Replaces the connector's limit where a vendor has granted a customer another one."),
  actions_at_once: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('Live actions at once, where a tool is more fragile than others.'),
  sync_only_created_applications: z
    .boolean()
    .optional()
    .describe(
      'Of applications, keeps those that came through the API or were imported, and what is theirs.',
    ),
  delta_sync_minutes: z
    .int()
    .min(0)
    .max(10_080)
    .optional()
    .describe("How often to read changes, in place of the installation's schedule; 0 is never."),
  full_sync_hours: z
    .int()
    .min(0)
    .max(720)
    .optional()
    .describe("How often to read everything, in place of the installation's schedule; 0 is never."),
  sweep_hours: z
    .int()
    .min(0)
    .max(720)
    .optional()
    .describe('How long after the last full read or sweep of a model to sweep it; 0 is never.'),
  switched_off: DisabledScopes.optional().describe(
    'Models, fields and actions that it does without.',
  ),
});

/** What an integration can choose; without a connector, what every integration can. */
export function settingsOf(connector: Connector | null): Readonly<z.ZodRawShape> {
  return { ...CommonSettings.shape, ...connector?.settings?.shape };
}

/** @throws EngineError `invalid-settings` naming what is wrong and what there is */
export function parseSettings(connector: Connector, settings: unknown): Record<string, unknown> {
  const schema = z.strictObject(settingsOf(connector));
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`,
  );
  throw new EngineError(
    'invalid-settings',
    `These settings do not fit ${connector.tool.label}. ${problems.join('; ')}. ` +
      `It takes: ${Object.keys(schema.shape).join(', ')}.`,
  );
}

/** The declaration as the integration's settings change it, and the settings for the connector. */
export function withSettings<Credentials>(
  declaration: RemoteDeclaration<Credentials>,
  settings: Readonly<Record<string, unknown>>,
): { declaration: RemoteDeclaration<Credentials>; settings: ConnectorContext['settings'] } {
  const perSecond = CommonSettings.safeParse(settings).data?.requests_per_second;
  return {
    declaration:
      perSecond === undefined
        ? declaration
        : { ...declaration, limit: granted(declaration.limit, perSecond) },
    settings: settings as ConnectorContext['settings'],
  };
}

function granted(limit: RequestLimit, perSecond: number): RequestLimit {
  const { requests, windowMs, routes } = limit;
  const factor = perSecond / ((requests / windowMs) * 1000);
  return {
    ...limit,
    requests: perSecond,
    windowMs: 1000,
    ...(routes && {
      routes: routes.map((route) =>
        route.isGeneral ? { ...route, requests: route.requests * factor } : route,
      ),
    }),
  };
}

/** Whether a sync keeps tracked applications alone. */
export function isTrackedOnly(settings: Readonly<Record<string, unknown>>): boolean {
  return CommonSettings.safeParse(settings).data?.sync_only_created_applications === true;
}

/** As long as a deletion may stay unnoticed where full syncs are rare. */
const defaultSweepHours = 24;

/** How long after the last list of all ids a model is swept, where its connector can; null for never. */
export function sweepEveryMsOf(settings: Readonly<Record<string, unknown>>): number | null {
  const hours = CommonSettings.safeParse(settings).data?.sweep_hours ?? defaultSweepHours;
  return hours === 0 ? null : hours * 3_600_000;
}
