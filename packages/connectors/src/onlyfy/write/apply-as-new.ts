import { attempt, jsonWithFile, lookUntilShown, parseRemote, path } from '@hirewire/connector-kit';
import type { ConnectorContext, CreateApplicationInput } from '@hirewire/connector-kit';
import { changeOnlyfy } from '../call-onlyfy.ts';
import { OnlyfyCandidate } from '../remote-types.ts';
import { toCandidateBody } from './candidate-body.ts';
import { fileTypeOf } from './files.ts';
import { notNamed, splitFiles, toDetails } from './made.ts';
import type { Made } from './made.ts';
import { readCandidate, toNumber } from './read-objects.ts';

/** A new person and their application are made by one request. */
export async function applyAsNew(
  context: ConnectorContext,
  input: CreateApplicationInput,
  warnings: string[],
): Promise<Made> {
  const { cv, others } = splitFiles(input);
  const body = { ...toCandidateBody(input), job_id: toNumber(input.job.remoteId) };
  const request = { method: 'POST', path: '/candidate' } as const;
  const answer = await changeOnlyfy(
    context,
    cv === undefined
      ? { ...request, json: body }
      : {
          ...request,
          body: jsonWithFile(
            (content) => ({
              ...body,
              cv_file: { base64_content: content, file_type: fileTypeOf(cv.file) },
            }),
            cv.file,
          ),
        },
  );
  const ref = { model: 'candidates', reportIssue: context.reportIssue } as const;
  const candidate = answer === null ? null : parseRemote(OnlyfyCandidate, answer, ref);
  if (candidate === null) throw notNamed('candidate');
  const applicationId = await findMade(context, candidate, input.job.remoteId);
  const what = 'it could not be finished: its source and further files are missing';
  await attempt(warnings, what, () =>
    changeOnlyfy(context, {
      method: 'PATCH',
      path: path`/application/${applicationId}`,
      json: { is_finished: true, ...toDetails(input, others) },
    }),
  );
  return { applicationId, candidateId: candidate.id };
}

/** The answer lists the applications of the new person. */
async function findMade(
  context: ConnectorContext,
  candidate: OnlyfyCandidate,
  jobId: string,
): Promise<string> {
  const applicationOf = ({ job_applications: all }: OnlyfyCandidate): string | null =>
    (all?.find((one) => one.job_id === jobId) ?? all?.[0])?.id ?? null;
  const named = applicationOf(candidate);
  if (named !== null) return named;
  return lookUntilShown(context, `onlyfy made the candidate ${candidate.id}`, async () =>
    applicationOf((await readCandidate(context, candidate.id)).parsed),
  );
}
