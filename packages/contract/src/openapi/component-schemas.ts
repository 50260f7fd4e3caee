import { z } from 'zod';

import { type JsonSchema, tidySchema } from '../json-schema.ts';
import type { DocumentModels, NamedModels } from './component-models.ts';

const prefix = '#/components/schemas/';

/** A reference to a schema of the document. */
export function schemaRef(name: string): JsonSchema {
  return { $ref: `${prefix}${name}` };
}

/** All schemas of a document by name. Models that contain each other refer to each other. */
export function componentSchemas(models: DocumentModels): Record<string, JsonSchema> {
  const schemas = { ...convert(models.sent, 'output'), ...convert(models.accepted, 'input') };
  return Object.fromEntries(
    Object.entries(schemas).toSorted(([first], [second]) => (first < second ? -1 : 1)),
  );
}

function convert(named: NamedModels, io: 'input' | 'output'): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, model] of named) registry.add(model, { id });
  const uri = (id: string) => prefix + id;
  const { schemas } = z.toJSONSchema(registry, { io, uri, override: tidySchema });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _, $id: __, ...rest } = schema;
      return [id, rest as JsonSchema];
    }),
  );
}
