import {
  openSideCalls,
  parseRemote,
  unreadOf,
  inParallel,
  parseResults,
  nullIfGone,
} from '@hirewire/connector-kit';
import type { ReadById, Tombstone } from '@hirewire/connector-kit';
import { callAshby, readWholeList } from '../call-ashby.ts';
import { AshbyApplication, AshbyCandidate, AshbyTag } from '../remote-types.ts';
import { AshbySettings } from '../settings.ts';
import { answersCall, readAnswers, toApplication } from './applications.ts';
import { toCandidate } from './candidates.ts';

/** Single records, as writes leave them. */
export const readById: ReadById = {
  applications: (context, ids) =>
    inParallel(ids, async (id) => {
      const method = 'application.info';
      const found = await nullIfGone(() => callAshby(context, method, { applicationId: id }));
      const ref = { model: 'applications', reportIssue: context.reportIssue } as const;
      const parsed = found && parseRemote(AshbyApplication, found.results, ref);
      if (!parsed) return gone(id);
      const record = toApplication(parsed, context);
      const remoteData = { [method]: found.results ?? null };
      if (AshbySettings.parse(context.settings).read_screening_answers === 'none')
        return { ...record, remote_data: remoteData };
      const sideCalls = openSideCalls(context, 'applications');
      const answers = await sideCalls.ask(answersCall, () => readAnswers(context, id));
      return {
        ...record,
        screening_question_answers: answers.value ?? undefined,
        ...unreadOf(answers),
        remote_data: remoteData,
      };
    }),
  candidates: (context, ids) =>
    inParallel(ids, async (id) => {
      const method = 'candidate.info';
      const found = await nullIfGone(() => callAshby(context, method, { id }));
      const ref = { model: 'candidates', reportIssue: context.reportIssue } as const;
      const parsed = found && parseRemote(AshbyCandidate, found.results, ref);
      if (!parsed) return gone(id);
      return { ...toCandidate(parsed, context), remote_data: { [method]: found.results ?? null } };
    }),
  // No method reads a single one.
  tags: async (context, ids) => {
    const method = 'candidateTag.list';
    const results = await readWholeList(context, method, { includeArchived: true });
    const tags = parseResults(AshbyTag, results, { model: 'tags', context });
    return ids.map((id) => {
      const tag = tags.find(({ parsed }) => parsed.id === id);
      if (tag === undefined) return gone(id);
      return { remote_id: id, name: tag.parsed.title, remote_data: { [method]: tag.raw } };
    });
  },
};

function gone(id: string): Tombstone {
  return { remote_id: id, deleted: true };
}
