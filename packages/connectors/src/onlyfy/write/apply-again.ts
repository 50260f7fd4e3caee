import { attempt, parseRemote, path } from '@hirewire/connector-kit';
import type { ConnectorContext, CreateApplicationInput } from '@hirewire/connector-kit';
import { changeOnlyfy } from '../call-onlyfy.ts';
import { OnlyfyApplication } from '../remote-types.ts';
import type { OnlyfyCandidate } from '../remote-types.ts';
import { hasCv } from './attachments.ts';
import { withAnswers } from './candidate-body.ts';
import { writeCv } from './files.ts';
import { requireNotApplied } from './find-candidate.ts';
import { notNamed, splitFiles, toDetails } from './made.ts';
import type { Made } from './made.ts';
import { toNumber } from './read-objects.ts';

/** What is known of the person stays, and what is new is added to it. */
export async function applyAgain(
  context: ConnectorContext,
  {
    input,
    known,
    warnings,
  }: { input: CreateApplicationInput; known: OnlyfyCandidate; warnings: string[] },
): Promise<Made> {
  await requireNotApplied(context, known, input.job.remoteId);
  const { cv, others } = splitFiles(input);
  // No CV is replaced: a further one comes with the application.
  const isFirstCv = cv !== undefined && !hasCv(known);
  const files = cv === undefined || isFirstCv ? others : [cv, ...others];
  const answer = await changeOnlyfy(context, {
    method: 'POST',
    path: '/application',
    json: {
      candidate_id: toNumber(known.id),
      job_id: toNumber(input.job.remoteId),
      is_finished: true,
      ...toDetails(input, files),
    },
  });
  const ref = { model: 'applications', reportIssue: context.reportIssue } as const;
  const application = answer === null ? null : parseRemote(OnlyfyApplication, answer, ref);
  if (application === null) throw notNamed('application');
  if (isFirstCv) {
    await attempt(warnings, 'the CV could not be added', () => writeCv(context, known.id, cv.file));
  }
  if (input.answers.length > 0) {
    await attempt(warnings, 'the answers could not be written', () =>
      changeOnlyfy(context, {
        method: 'PATCH',
        path: path`/candidate/${known.id}`,
        json: { custom_fields: withAnswers(known, input.answers) },
        isIdempotent: true,
      }),
    );
  }
  return { applicationId: application.id, candidateId: known.id };
}
