import type { Application, Job, Person } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Field, Input } from '../kit/fields.ts';
import type { FormPart } from '../kit/form-parts.ts';
import { isFile, textsOf, unprocessable } from './input.ts';
import { statusOf } from './offers.ts';
import type { Recruitee } from './recruitee.ts';

export const file: Field = {
  complaint: (value) => (isFile(value) ? null : 'must be a file'),
};

/** An offer that takes candidates. */
export function openOffer(account: Recruitee, offerId: unknown): Job {
  const job = account.company.tables.jobs.find(String(offerId));
  if (job === null) throw unprocessable('offers', 'is invalid');
  if (statusOf(job) === 'archived') throw unprocessable('offer', 'is archived');
  return job;
}

/** A new person every time: two may have the same address. */
export function createCandidate(account: Recruitee, input: Input, jobs: readonly Job[]): Person {
  const name = is.textOf(input, 'name').trim();
  const [givenName = '', ...rest] = name.split(' ');
  const cv = cvIn(account, input);
  const person = account.company.addPerson({
    name,
    givenName,
    familyName: rest.join(' '),
    emails: textsOf(input['emails']),
    phones: textsOf(input['phones']),
    links: [...textsOf(input['social_links']), ...textsOf(input['links'])],
    files: cv === null ? [] : [cv],
  });
  account.kept.profiles.set(person.id, {
    coverLetter: is.givenText(input, 'cover_letter') ?? null,
    origin: is.givenText(input, 'origin') ?? 'manual',
    sources: textsOf(input['sources']),
    fields: [],
  });
  for (const job of jobs) assign(account, person, job);
  return person;
}

/** Puts a candidate where all start. */
export function assign(
  account: Recruitee,
  { id: personId }: Pick<Person, 'id'>,
  job: Job,
  answers: Application['answers'] = {},
): Application {
  const { id: stageId } = account.firstStageOf(job);
  const history = [{ stageId, enteredAt: account.company.now(), userId: account.owner.id }];
  return account.company.addApplication({ personId, jobId: job.id, stageId, history, answers });
}

type CandidateFile = Person['files'][number];

export function stored(
  account: Recruitee,
  part: FormPart,
  kind: CandidateFile['kind'],
): CandidateFile {
  const name = part.filename ?? 'file';
  const handle = account.files.store(name, part.content, part.contentType);
  return { ...handle, id: account.company.newId(), kind };
}

/** A file at an address is not fetched: it is a small PDF of the same name. */
export function fetched(
  account: Recruitee,
  url: string,
  kind: CandidateFile['kind'],
): CandidateFile {
  const name = new URL(url).pathname.split('/').at(-1) ?? 'file';
  const fileId = account.company.newId();
  return { id: fileId, name, handle: `file-${fileId}`, kind };
}

export function cvIn(account: Recruitee, { cv, remote_cv_url: url }: Input): CandidateFile | null {
  if (isFile(cv)) return stored(account, cv, 'resume');
  return typeof url === 'string' ? fetched(account, url, 'resume') : null;
}
