import type { Connector } from '@hirewire/connector-kit';
import { z } from 'zod';
import { settingsOf } from './with-settings.ts';

/** A setting, as a form or a document needs it. */
export interface DescribedSetting {
  name: string;
  description: string;
  type: 'boolean' | 'integer' | 'number' | 'string' | 'other';
  choices: readonly string[] | null;
  default: unknown;
}

const Described = z.object({
  description: z.string().catch(''),
  type: z.enum(['boolean', 'integer', 'number', 'string']).or(z.literal('other')).catch('other'),
  enum: z.array(z.string()).nullable().catch(null),
  default: z.unknown().default(null),
});

/** All that an integration with this connector can choose, those of the connector first. */
export function describeSettings(connector: Connector): DescribedSetting[] {
  // Disabled parts have commands and an operation of their own.
  const { switched_off: _, ...common } = settingsOf(null);
  return Object.entries({ ...connector.settings?.shape, ...common }).map(([name, schema]) => {
    const { enum: choices, ...described } = Described.parse(toJsonSchema(schema));
    return { name, ...described, choices };
  });
}

/** The words that a credential can have; null where it can have others. */
export function choicesOf(schema: z.core.$ZodType): readonly string[] | null {
  return Described.parse(toJsonSchema(schema)).enum;
}

function toJsonSchema(schema: z.core.$ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
