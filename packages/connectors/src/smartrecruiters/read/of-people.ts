import { RemoteError, inParallel, openSideCalls } from '@hirewire/connector-kit';
import type { ConnectorContext, ModelName, Page, ReadRequest } from '@hirewire/connector-kit';
import { applicationsOf, readCandidateList } from './candidate-list.ts';
import type { Records } from './candidate-list.ts';
import { findPerson } from './details.ts';
import type { ApplicationIds } from './ids.ts';

interface ModelOfPeople<Model extends ModelName> {
  model: Model;
  /** The vendor's name for what is asked. */
  name: string;
  /** What is asked for one candidate. */
  read: (candidateId: string, applications: readonly ApplicationIds[]) => Promise<Records<Model>>;
}

/**
 * Reads a model that is asked for one candidate at a time, of all of them or of those who have changed.
 * Where SmartRecruiters fails at one candidate, the next delta reads theirs.
 */
export function readOfPeople<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  { model, name, read }: ModelOfPeople<Model>,
): AsyncGenerator<Page<Model>, void> {
  const sideCalls = openSideCalls(context, model, request);
  const call = { name, fields: [] };
  let hasWorked = false;

  /** Before anything was read, a refusal is that of the whole model; later, it is about one candidate. */
  async function readOrRefusal(ask: () => Promise<Records<Model>>) {
    try {
      const records = await ask();
      hasWorked = true;
      return records;
    } catch (error) {
      const isWhole = !hasWorked && error instanceof RemoteError && error.kind === 'permission';
      if (isWhole) return error;
      throw error;
    }
  }

  const readPages = (inner: ReadRequest) =>
    readCandidateList<Model>(context, inner, {
      model,
      async toRecords({ parsed }) {
        const { id: key } = parsed;
        const { value } = await sideCalls.ask({ ...call, key }, () =>
          readOrRefusal(() => read(key, applicationsOf(parsed))),
        );
        if (value instanceof RemoteError) throw value;
        return value ?? [];
      },
    });
  return sideCalls.carry(readPages, {
    ...call,
    read: async (id) => {
      const person = await findPerson(context, model, id);
      return person === null ? [] : read(id, applicationsOf(person.parsed));
    },
  });
}

/** What is read for each application. */
export async function ofApplications<Model extends ModelName>(
  applications: readonly ApplicationIds[],
  read: (ids: ApplicationIds) => Promise<Records<Model>>,
): Promise<Records<Model>> {
  return (await inParallel(applications, read)).flat();
}
