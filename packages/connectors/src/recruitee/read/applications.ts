import { inParallel, openSideCalls, toIsoDate, unreadOf } from '@hirewire/connector-kit';
import type {
  ApplicationRecord,
  ConnectorContext,
  ReadModel,
  Tombstone,
} from '@hirewire/connector-kit';
import type { RecruiteeCandidate, RecruiteePlacement } from '../remote-types.ts';
import { candidatesPath, readCandidatePages } from './candidate-list.ts';
import { readOfferBook } from './offer-list.ts';
import type { OfferBook } from './offer-list.ts';
import { detailPath, findListed, findPerson, parsePeople, readPeople } from './people.ts';
import type { Person } from './people.ts';
import { applicationsOf, offerOf, outcomeOf } from './placements.ts';
import { toScreeningAnswers } from './screening-answers.ts';
import { datesOf, refsIn } from './to-dates.ts';

/** What rows of the list need not say of a placement. */
export const applicationCall = {
  name: detailPath,
  fields: [
    'outcome',
    'rejection_reason_name',
    'rejected_at',
    'screening_question_answers',
    'remote_url',
    `remote_data.${detailPath}`,
  ],
};

/** An application is a placement: a candidate in a job. Those in talent pools are none. */
export const readApplications: ReadModel<'applications'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'applications', request);
  const book = await readOfferBook(context, 'applications');
  const toOwn = (person: Person | null): ApplicationRecord[] =>
    person === null ? [] : toApplications(person, book, context);
  const readAgain = async (id: string): Promise<ApplicationRecord[]> =>
    toOwn(await findPerson(context, 'applications', id));
  yield* readPeople<'applications'>(context, sideCalls, {
    model: 'applications',
    call: applicationCall,
    readAgain,
    async read({ raw, parsed }) {
      if (parsed.placements && applicationsOf(parsed, book).length === 0) return [];
      const { id: key } = parsed;
      const detail = await sideCalls.ask({ ...applicationCall, key }, async () =>
        toOwn(await findListed(context, 'applications', parsed)),
      );
      if (detail.value !== null) return detail.value;
      return applicationsOf(parsed, book).map((placement) => ({
        ...toApplication(placement, parsed, { book, context }),
        ...unreadOf(detail),
        remote_data: { [candidatesPath]: raw },
      }));
    },
  });
};

function toApplications(
  { raw, parsed }: Person,
  book: OfferBook,
  context: ConnectorContext,
): ApplicationRecord[] {
  return applicationsOf(parsed, book).map((placement) => ({
    ...toApplication(placement, parsed, { book, context }),
    screening_question_answers: toScreeningAnswers(parsed, placement, context),
    remote_data: { [detailPath]: raw },
  }));
}

function toApplication(
  placement: RecruiteePlacement,
  candidate: RecruiteeCandidate,
  { book, context }: { book: OfferBook; context: ConnectorContext },
): ApplicationRecord {
  const ref = refsIn('applications', context.reportIssue);
  const stage = placement.stage_id ?? placement.stage?.id ?? null;
  const outcome = outcomeOf(placement);
  return {
    remote_id: placement.id,
    outcome,
    ...(outcome === 'DECLINED' && {
      rejection_reason_name: placement.disqualify_reason?.name ?? null,
      rejected_at: toIsoDate(placement.disqualified_at, ref('disqualified_at')),
    }),
    current_stage_remote_id: stage,
    current_stage_index: book.stageIndexes.get(stage ?? ''),
    job_remote_id: offerOf(placement),
    candidate_remote_id: candidate.id,
    remote_url: candidate.adminapp_url,
    ...datesOf(placement, ref),
  };
}

/**
 * The applications with these ids, as they are now. Nothing reads a single placement: where it is not
 * known whose it is, or it is theirs no longer, the list of candidates tells.
 */
export async function readApplicationsById(
  context: ConnectorContext,
  ids: readonly string[],
  known: ReadonlyMap<string, string> = new Map(),
): Promise<(ApplicationRecord | Tombstone)[]> {
  const book = await readOfferBook(context, 'applications');
  const byId = await readApplicationsOf(context, known.values(), book);
  const others = ids.filter((id) => !byId.has(id));
  const owners =
    others.length === 0 ? new Map<string, string>() : await findOwners(context, others);
  const found = await readApplicationsOf(context, owners.values(), book);
  return ids.map((id) => byId.get(id) ?? found.get(id) ?? { remote_id: id, deleted: true });
}

async function readApplicationsOf(
  context: ConnectorContext,
  candidateIds: Iterable<string>,
  book: OfferBook,
): Promise<Map<string, ApplicationRecord>> {
  const people = await inParallel([...new Set(candidateIds)], (id) =>
    findPerson(context, 'applications', id),
  );
  const records = people.flatMap((person) =>
    person === null ? [] : toApplications(person, book, context),
  );
  return new Map(records.map((record) => [record.remote_id, record]));
}

/** Candidates by the ids of their placements; those that are on no page are gone. */
export async function findOwners(
  context: ConnectorContext,
  placementIds: readonly string[],
): Promise<Map<string, string>> {
  const wanted = new Set(placementIds);
  const owners = new Map<string, string>();
  for await (const { rows } of readCandidatePages(context)) {
    for (const { parsed } of parsePeople(context, 'applications', rows)) {
      for (const { id } of parsed.placements ?? []) {
        if (wanted.has(id)) owners.set(id, parsed.id);
      }
    }
    if (owners.size === wanted.size) break;
  }
  return owners;
}
