import { openApiDocument } from '@hirewire/contract';

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

const document = openApiDocument();

export const componentSchemas = document.components.schemas as unknown as Record<string, Schema>;

/** The operation with a method and path. */
export function findOperation(method: string, path: string): DocumentOperation {
  const paths = document.paths as Record<string, Record<string, DocumentOperation>>;
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
