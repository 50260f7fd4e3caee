import type { ConnectorContext, CustomFields, RecordBase } from '@hirewire/connector-kit';
import type { Database, FieldModel, FieldType, FoundField, ModelName } from '@hirewire/store';
import { fieldModels, findFoundFields, maxFieldKeyLength, toPostgresText } from '@hirewire/store';
import { defaultFieldsOf } from './raw-fields.ts';

/**
 * Raw fields of one model that are kept. Far above what people look through; a tool that makes a key
 * for every record would otherwise fill the table.
 */
const maxFields = 400;

/** Notices the raw fields that a sync comes across for the first time. */
export interface FieldDiscovery {
  look(model: ModelName, record: RecordBase): void;
  /** What was found since the last time, to be stored. */
  take(): FoundField[];
}

type KnownKeys = Record<FieldType, Set<string>>;

export async function createFieldDiscovery(
  database: Database,
  options: {
    integrationId: string;
    volatileFields: ReadonlySet<string>;
    reportIssue: ConnectorContext['reportIssue'];
  },
): Promise<FieldDiscovery> {
  const stored = await findFoundFields(database, options.integrationId);
  const known = new Map<ModelName, KnownKeys>(
    fieldModels.map((model) => {
      const ofModel = stored.filter((field) => field.model === model);
      const keysOf = (type: FieldType): Set<string> =>
        new Set(ofModel.filter((field) => field.type === type).map(({ key }) => key));
      return [model, { DEFAULT: keysOf('DEFAULT'), CUSTOM: keysOf('CUSTOM') }];
    }),
  );
  const full = new Set<ModelName>();
  let found: FoundField[] = [];

  function add(model: FieldModel, type: FieldType, key: string): void {
    const keys = known.get(model);
    const isUseless =
      key === '' ||
      key.length > maxFieldKeyLength ||
      toPostgresText(key) !== key ||
      (type === 'DEFAULT' && options.volatileFields.has(key));
    if (keys === undefined || isUseless || full.has(model)) return;
    if (keys.DEFAULT.size + keys.CUSTOM.size >= maxFields) {
      full.add(model);
      options.reportIssue({ model, field: 'integration_fields', sample: key });
      return;
    }
    keys[type].add(key);
    // No connector tells yet what its custom fields are called on screen.
    found.push({ model, type, key, label: null });
  }

  return {
    look(model, record) {
      const keys = known.get(model);
      if (keys === undefined) return;
      const fieldModel = model as FieldModel;
      for (const key in defaultFieldsOf(record)) {
        if (!keys.DEFAULT.has(key)) add(fieldModel, 'DEFAULT', key);
      }
      for (const key in (record as { custom_fields?: CustomFields | null }).custom_fields) {
        if (!keys.CUSTOM.has(key)) add(fieldModel, 'CUSTOM', key);
      }
    },
    take() {
      const taken = found;
      found = [];
      return taken;
    },
  };
}
