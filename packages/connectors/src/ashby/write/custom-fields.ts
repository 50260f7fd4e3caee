import { parseResults } from '@hirewire/connector-kit';
import type { ChangedRecord, ConnectorContext } from '@hirewire/connector-kit';
import { changeAshby, readWholeList } from '../call-ashby.ts';
import { AshbyFieldDefinition } from '../remote-types.ts';

export interface Owners {
  /** The objects that a value may be set on, the better one first. */
  objects: readonly { objectType: 'Application' | 'Candidate'; objectId: string }[];
  candidateId: string;
}

export interface Target {
  definition: AshbyFieldDefinition;
  object: Owners['objects'][number];
}

/** https://developers.ashbyhq.com/reference/customfieldlist */
export async function readFields(context: ConnectorContext): Promise<AshbyFieldDefinition[]> {
  const results = await readWholeList(context, 'customField.list');
  const ref = { model: 'applications', context } as const;
  return parseResults(AshbyFieldDefinition, results, ref).map(({ parsed }) => parsed);
}

export function findField(
  fields: readonly AshbyFieldDefinition[],
  name: string,
  { objects }: Owners,
): Target | null {
  for (const object of objects) {
    const definition = fields.find(
      ({ id, title, objectType }) =>
        objectType === object.objectType &&
        (id === name || title?.trim().toLowerCase() === name.trim().toLowerCase()),
    );
    if (definition !== undefined) return { definition, object };
  }
  return null;
}

/** Setting the same value again changes nothing. https://developers.ashbyhq.com/reference/customfieldsetvalue */
export async function setValue(
  context: ConnectorContext,
  { definition, object }: Target,
  fieldValue: string,
): Promise<void> {
  const body = { ...object, fieldId: definition.id, fieldValue };
  await changeAshby(context, 'customField.setValue', body, { isIdempotent: true });
}

export function toChanged({ object }: Target): ChangedRecord {
  const model = object.objectType === 'Application' ? 'applications' : 'candidates';
  return { model, remoteId: object.objectId };
}

const textTypes: ReadonlySet<string> = new Set(['String', 'LongText']);

/** Whether any text may be its value. */
export function takesText({ definition }: Target): boolean {
  return textTypes.has(definition.fieldType ?? '');
}
