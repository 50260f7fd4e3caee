import type { Company, TableName } from './company.ts';

interface HasCompany {
  company: Company;
}

interface Touched<Model extends string> {
  model: Model;
  remoteId: string;
}

/** A field that a test spoils: the model's name of it, and what the vendor then shows. */
export interface SpoiltField<Model extends string> {
  model: Model;
  field: string;
  raw: Record<string, unknown>;
}

/** What is particular to a vendor. */
interface Chosen<Model extends string> {
  /** The model that shows people. */
  people: Model;
  /** The model whose deletions the vendor tells. */
  deleted: Model;
  malformed: SpoiltField<Model>;
  unknownWord: SpoiltField<Model>;
}

/**
 * Scenarios of the conformance suite, for vendors whose remote ids are the ids of rows. `models`
 * says which table each model shows.
 */
export function companyScenarios<Model extends string>(
  models: { readonly [Name in Model]: TableName },
  { people, deleted, malformed, unknownWord }: Chosen<NoInfer<Model>>,
) {
  const idsOf = ({ company }: HasCompany, model: Model): string[] =>
    [...company.tables[models[model]].values()].map(({ id }) => id);
  const firstOf = (remote: HasCompany, model: Model): Touched<Model> => {
    const [remoteId] = idsOf(remote, model);
    if (remoteId === undefined) throw new Error(`The company has no ${models[model]}`);
    return { model, remoteId };
  };
  const spoil = (remote: HasCompany, { model, field, raw }: SpoiltField<Model>) => {
    const touched = firstOf(remote, model);
    remote.company.spoil(models[model], touched.remoteId, raw);
    return { ...touched, field };
  };
  return {
    listRemoteIds(remote: HasCompany): { [Name in Model]?: string[] } {
      const listed: { [Name in Model]?: string[] } = {};
      for (const model in models) listed[model] = idsOf(remote, model);
      return listed;
    },
    changeOldRecord(remote: HasCompany): Touched<Model> {
      const touched = firstOf(remote, people);
      remote.company.change('people', touched.remoteId, { company: 'Example Dockyard' });
      return touched;
    },
    deleteRecord(remote: HasCompany): Touched<Model> {
      const touched = firstOf(remote, deleted);
      remote.company.remove(models[deleted], touched.remoteId);
      return touched;
    },
    insertWhilePaging: ({ company }: HasCompany) => ({
      model: people,
      insert: () => {
        const { id: remoteId } = company.addPerson({ name: 'Mara Lindqvist' });
        const [job] = company.tables.jobs.values();
        company.addApplication({ personId: remoteId, jobId: job?.id ?? null });
        return { remoteId };
      },
    }),
    addMalformedRecord: (remote: HasCompany) => spoil(remote, malformed),
    addUnknownEnumValue: (remote: HasCompany) => spoil(remote, unknownWord),
  };
}
