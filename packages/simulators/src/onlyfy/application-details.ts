import type { Application } from '../kit/company-rows.ts';
import type { Company } from '../kit/company.ts';
import type { FileHandle } from '../kit/files.ts';

export interface RecruiterFile extends FileHandle {
  isVisible: boolean;
  source: string | null;
}

/** What an application says beside its status. */
export interface ApplicationDetails {
  /** Epoch milliseconds; null while the candidate has not finished applying. */
  finishedAt: number | null;
  canceledAt: number | null;
  hasUploadTask: boolean;
  letter: string | null;
  trackingId: string | null;
  /** Is written, and shown nowhere. */
  referer: string | null;
  files: readonly RecruiterFile[];
}

/** What is left of the texts and files of somebody who was anonymized. */
export const nothingPersonal = { letter: null, trackingId: null, referer: null, files: [] };

export const blankApplication: ApplicationDetails = {
  finishedAt: null,
  canceledAt: null,
  hasUploadTask: false,
  ...nothingPersonal,
};

/** What is made up of an application to which nothing was written. */
export function seededApplication(
  company: Company,
  row: Application,
  withdrawnId: string,
): ApplicationDetails {
  const { createdAt, endedAt, history, id, stageId } = row;
  const number = Number(id);
  const isUnderWay = endedAt === null;
  const isFinished = !(isUnderWay && history.length === 1 && number % 5 === 1);
  const lastAt = history.at(-1)?.enteredAt ?? createdAt;
  const isCanceled = isUnderWay && number % 23 === 0;
  return {
    ...blankApplication,
    finishedAt: isFinished ? createdAt : null,
    canceledAt: stageId === withdrawnId ? endedAt : isCanceled ? lastAt : null,
    hasUploadTask: number % 13 === 0,
    letter: letterOf(company, row),
    trackingId: number % 6 === 0 ? `xrm-${id}` : null,
    files: number % 5 === 0 ? [seededFile(id)] : [],
  };
}

function seededFile(applicationId: string): RecruiterFile {
  const handle = `file-seeded-${applicationId}`;
  const name = 'Gesprächsnotizen.pdf';
  return {
    id: applicationId,
    handle,
    name,
    isVisible: false,
    source: 'recruiter',
  };
}

function letterOf(company: Company, { answers, jobId }: Application): string | null {
  const questions = jobId === null ? [] : company.tables.jobs.get(jobId).questions;
  const letter = questions.find(({ type }) => type === 'long text');
  const text = letter === undefined ? undefined : answers[letter.id];
  return typeof text === 'string' ? text : null;
}
