import { hirewireOpenApiDocument, type Operation, openApiDocument } from '@hirewire/contract';

/** A JSON Schema node, loosely: what is read here is our own document. */
export interface Schema {
  [keyword: string]: unknown;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  deprecated?: boolean;
  schema: Schema;
}

/** An operation of the OpenAPI document, as far as the SDK needs it. */
export interface DocumentOperation {
  operationId: string;
  parameters: (Parameter | { $ref: string })[];
  requestBody?: { required: boolean };
}

const documents = { '/v1': openApiDocument(), '/hirewire/v1': hirewireOpenApiDocument() };

/** The schemas of both APIs: what both have, such as errors, is the same. */
export const componentSchemas = {
  ...documents['/hirewire/v1'].components.schemas,
  ...documents['/v1'].components.schemas,
} as unknown as Record<string, Schema>;

export function findOperation({ basePath, method, path }: Operation): DocumentOperation {
  const paths = documents[basePath].paths as Record<string, Record<string, DocumentOperation>>;
  const operation = paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${method} ${path} is not in the OpenAPI document.`);
  return operation;
}

/** Path and query parameters; those in headers are the client's business. */
export function parametersOf(operation: DocumentOperation): Parameter[] {
  return operation.parameters.filter(
    (parameter): parameter is Parameter => !('$ref' in parameter) && parameter.in !== 'header',
  );
}
