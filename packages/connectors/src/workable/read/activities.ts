import { inParallel, openSideCalls, parseResults } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  ModelName,
  Page,
  ReadRequest,
  RecordByModel,
} from '@hirewire/connector-kit';
import { WorkableActivity } from '../remote-types.ts';
import { readCandidateList, versionOf } from './candidate-list.ts';
import { openFreshSources, openSources } from './sources.ts';
import type { Sources } from './sources.ts';

const activitiesPath = '/candidates/{id}/activities';

interface Activities<Model extends ModelName> {
  model: Model;
  /** Null for an activity of another kind. */
  toRecord: (
    activity: WorkableActivity,
    candidateId: string,
    ref: (field: string) => FieldRef,
  ) => RecordByModel[Model] | null;
}

/**
 * Reads what is among the activities of all candidates, or of those who have changed. Where Workable
 * fails at one candidate, the next delta reads theirs.
 * https://workable.readme.io/reference/candidate-activities
 */
export function readActivities<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  { model, toRecord }: Activities<Model>,
): AsyncGenerator<Page<Model>, void> {
  const { reportIssue } = context;
  const sideCalls = openSideCalls(context, model, request);
  const call = { name: activitiesPath, fields: [] };
  const [shared, fresh] = [openSources(context, model), openFreshSources(context, model)];
  const ref = (field: string): FieldRef => ({ model, field, reportIssue });

  async function readOne(sources: Sources, id: string, version: string) {
    const rows = await sources.activities(id, version);
    const found = parseResults(WorkableActivity, rows, { model, context });
    return found.flatMap(({ raw, parsed }) => {
      const record = toRecord(parsed, id, ref);
      return record === null ? [] : [{ ...record, remote_data: { [activitiesPath]: raw } }];
    });
  }

  const readPages = (inner: ReadRequest): AsyncGenerator<Page<Model>, void> =>
    readCandidateList(context, inner, {
      model,
      isCounted: false,
      async toRecords(listed) {
        const records = await inParallel(listed, async ({ parsed }) => {
          const { id: key } = parsed;
          const read = () => readOne(shared, key, versionOf(parsed));
          return (await sideCalls.ask({ ...call, key }, read)).value ?? [];
        });
        return records.flat();
      },
    });
  return sideCalls.carry(readPages, { ...call, read: (id) => readOne(fresh, id, '') });
}
