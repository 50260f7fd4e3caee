import { z } from 'zod';

import { type Variable, orNull, wholeNumber } from './setting-variable.ts';

/** What an installation tells those who watch over it. */
export interface MonitoringSettings {
  /** The token that gives access to `/metrics`; null: only the port below serves it. */
  metricsToken: string | null;
  /** A port of its own for health and metrics, in every role; null for none, 0 for any free one. */
  monitoringPort: number | null;
  /** Up to so many integrations `/metrics` shows each one's lag. */
  metricsIntegrations: number;
  /** Base address of an OpenTelemetry collector; null sends no traces and loads nothing for them. */
  otlpEndpoint: string | null;
  /** For the collector, such as its key. */
  otlpHeaders: Readonly<Record<string, string>>;
  serviceName: string;
  /** Of the traces that begin here, 0 to 1. */
  traceRatio: number;
}

/** `key=value,key=value` with percent escapes, as the OpenTelemetry specification has it. */
const headerList = z
  .string()
  .default('')
  .refine((text) => splitHeaders(text).every(([name, value]) => name !== '' && value !== null))
  .transform((text) => Object.fromEntries(splitHeaders(text)) as Record<string, string>);

/** An invalid part has no name; one that cannot be decoded has no value. */
function splitHeaders(text: string): [name: string, value: string | null][] {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  return parts.map((part) => {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*=\s*([\x21-\x7e ]*?)\s*$/.exec(part) ?? [];
    return [name, decodeOrNull(value)];
  });
}

function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Those that begin with OTEL_ are OpenTelemetry's own: https://opentelemetry.io/docs/specs/otel */
export const monitoringVariables: {
  readonly [Name in keyof MonitoringSettings]: Variable<MonitoringSettings[Name]>;
} = {
  metricsToken: {
    name: 'HIREWIRE_METRICS_TOKEN',
    example: 'the-output-of-openssl-rand-hex-32',
    rule: '16 to 256 printable characters without spaces',
    schema: orNull(z.string().regex(/^[\x21-\x7e]{16,256}$/)),
    isSecret: true,
  },
  monitoringPort: {
    name: 'HIREWIRE_MONITORING_PORT',
    example: '4001',
    rule: 'a whole number from 0 (any free port) to 65535',
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.int().max(65_535))
      .optional()
      .transform((port) => port ?? null),
  },
  metricsIntegrations: {
    name: 'HIREWIRE_METRICS_INTEGRATIONS',
    example: '200',
    rule: 'a whole number from 0 to 10000',
    schema: wholeNumber(0, 10_000, 200),
  },
  otlpEndpoint: {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    example: 'http://localhost:4318',
    rule: 'the http:// or https:// address of a collector, without /v1/traces',
    schema: orNull(z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))),
  },
  otlpHeaders: {
    name: 'OTEL_EXPORTER_OTLP_HEADERS',
    example: 'api-key=secret,x-team=ats',
    rule: 'header=value with commas between them',
    schema: headerList,
    isSecret: true,
  },
  serviceName: {
    name: 'OTEL_SERVICE_NAME',
    example: 'hirewire-eu',
    rule: '1 to 100 letters, digits, dots, dashes or underscores',
    schema: z
      .string()
      .regex(/^[\w.-]{1,100}$/)
      .default('hirewire'),
  },
  traceRatio: {
    name: 'OTEL_TRACES_SAMPLER_ARG',
    example: '0.1',
    rule: 'a number from 0 to 1',
    schema: z
      .string()
      .regex(/^(0(\.\d{1,9})?|\.\d{1,9}|1(\.0{1,9})?)$/)
      .transform(Number)
      .default(1),
  },
};
