import type { Company, TableName } from './company.ts';

interface HasCompany {
  company: Company;
}

interface Touched<Model extends string> {
  model: Model;
  remoteId: string;
}

/** What a conformance suite asks of a simulator, derived from the tables of its company. */
export interface CompanyScenarios<Model extends string> {
  listRemoteIds(remote: HasCompany): { [Listed in Model]?: string[] };
  changeOldRecord(remote: HasCompany): Touched<Model>;
  deleteRecord(remote: HasCompany): Touched<Model>;
  insertWhilePaging(remote: HasCompany): { model: Model; insert: () => { remoteId: string } };
  addMalformedRecord(remote: HasCompany): Touched<Model> & { field: string };
  addUnknownEnumValue(remote: HasCompany): Touched<Model> & { field: string };
}

/** A field that a test spoils: the model's name of it, and what the vendor then shows. */
export interface SpoiltField<Model extends string> {
  model: Model;
  field: string;
  raw: Record<string, unknown>;
}

/**
 * Scenarios about the first person, for vendors whose remote ids are the ids of rows. `models` says
 * which table each model shows; `people` is the model that shows people.
 */
export function companyScenarios<Model extends string>(
  models: Partial<Record<Model, TableName>>,
  spoilt: { people: Model; malformed: SpoiltField<Model>; unknownWord: SpoiltField<Model> },
): CompanyScenarios<Model> {
  const idsOf = ({ company }: HasCompany, table: TableName): string[] =>
    [...company.tables[table].values()].map(({ id }) => id);
  const firstOf = (remote: HasCompany, table: TableName): string => {
    const [id] = idsOf(remote, table);
    if (id === undefined) throw new Error(`The company has no ${table}`);
    return id;
  };
  const spoil = (
    remote: HasCompany,
    { model, field, raw }: SpoiltField<Model>,
  ): Touched<Model> & { field: string } => {
    const table = models[model];
    if (table === undefined) throw new Error(`No table shows ${model}`);
    const remoteId = firstOf(remote, table);
    remote.company.spoil(table, remoteId, raw);
    return { model, remoteId, field };
  };
  const model = spoilt.people;
  return {
    listRemoteIds: (remote) => {
      const listed: { [Listed in Model]?: string[] } = {};
      for (const name in models) {
        const table = models[name];
        if (table !== undefined) listed[name] = idsOf(remote, table);
      }
      return listed;
    },
    changeOldRecord: (remote) => {
      const remoteId = firstOf(remote, 'people');
      remote.company.change('people', remoteId, { company: 'Example Dockyard' });
      return { model, remoteId };
    },
    deleteRecord: (remote) => {
      const remoteId = firstOf(remote, 'people');
      remote.company.remove('people', remoteId);
      return { model, remoteId };
    },
    insertWhilePaging: ({ company }) => ({
      model,
      insert: () => ({ remoteId: company.addPerson({ name: 'Mara Lindqvist' }).id }),
    }),
    addMalformedRecord: (remote) => spoil(remote, spoilt.malformed),
    addUnknownEnumValue: (remote) => spoil(remote, spoilt.unknownWord),
  };
}
