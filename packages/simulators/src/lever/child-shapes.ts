import type { Application, Feedback, Interview, Note, Offer } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { isFile } from './forms.ts';
import { partnerOf } from './lever.ts';
import type { Lever, LeverFile } from './lever.ts';
import { applicationShapes, salaryShape, userShape } from './shapes.ts';

/** What exists only below an opportunity: for each resource what one opportunity has. */
export const children = {
  applications: applicationShapes,
  feedback: (lever: Lever, one: Application) =>
    rowsOf(lever, 'feedback', one).map((row) => feedbackShape(lever, row)),
  files: (lever: Lever, one: Application, origin: string) =>
    filesOf(lever, one, 'files').map((file) => fileShape(one, file, origin)),
  interviews: (lever: Lever, one: Application) =>
    rowsOf(lever, 'interviews', one).map((row) => interviewShape(lever, row)),
  notes: (lever: Lever, one: Application) =>
    notesOf(lever, one).map((note) => noteShape(lever, note)),
  offers: (lever: Lever, one: Application, origin: string) =>
    rowsOf(lever, 'offers', one).map((row) => offerShape(lever, row, origin)),
  panels: panelShapes,
  resumes: (lever: Lever, one: Application, origin: string) =>
    filesOf(lever, one, 'resumes').map((file) => fileShape(one, file, origin)),
};

interface Owned {
  feedback: Feedback;
  interviews: Interview;
  offers: Offer;
}

function rowsOf<Name extends keyof Owned>(lever: Lever, name: Name, { id }: Application) {
  const rows: Iterable<Owned[Name]> = lever.company.tables[name].values();
  return [...rows].filter(({ applicationId }) => applicationId === id);
}

/** Notes that begin a thread. Those about a person alone are at the oldest opportunity. */
export function notesOf({ company, kept }: Lever, { id, personId }: Application): Note[] {
  const [oldest] = company.applicationsOf(personId);
  return [...company.tables.notes.values()].filter(
    (note) =>
      note.personId === personId &&
      (kept.notes.get(note.id)?.threadId ?? null) === null &&
      (note.applicationId ?? oldest?.id) === id,
  );
}

/** The files below `files` or `resumes`. Files that answer a question are among the former. */
export function filesOf(
  lever: Lever,
  application: Application,
  name: 'files' | 'resumes',
): LeverFile[] {
  const own = lever.filesOf(application);
  if (name === 'resumes') return own.filter(({ kind }) => kind === 'resume');
  const about = { kind: 'other', uploadedAt: application.createdAt, size: 1024 } as const;
  const answers = Object.values(application.answers).filter((answer) => isFile(answer));
  return [
    ...own.filter(({ kind }) => kind === 'other'),
    ...answers.map((answer) => ({ ...answer, ...about })),
  ];
}

export function panelIdOf({ kept }: Lever, { id }: Pick<Interview, 'id'>): string {
  return kept.panels.get(id)?.panelId ?? partnerOf(id);
}

function interviewShape(lever: Lever, interview: Interview) {
  const { id, applicationId, startsAt, endsAt, status } = interview;
  const { users, applications, feedback } = lever.company.tables;
  const job = lever.jobOf(applications.get(applicationId));
  const { timezone, note, userId } = lever.kept.panels.get(id) ?? {
    timezone: 'Europe/Berlin',
    note: interview.where === null ? `Join https://meet.example.com/${id} in time.` : '',
    userId: job?.recruiterId ?? null,
  };
  return shown(interview, {
    id,
    panel: panelIdOf(lever, interview),
    subject: interview.title,
    note,
    interviewers: interview.interviewerIds.map((interviewerId) => {
      const { name, email } = userShape(users.get(interviewerId));
      return { id: interviewerId, name, email, feedbackTemplate: '' };
    }),
    timezone,
    date: startsAt,
    duration: (endsAt - startsAt) / 60_000,
    location: interview.where ?? '',
    feedbackTemplate: '',
    feedbackForms: [...feedback.values()]
      .filter(({ interviewId }) => interviewId === id)
      .map((form) => form.id),
    feedbackReminder: 'once',
    user: userId,
    stage: interview.stageId,
    canceledAt: status === 'cancelled' ? interview.updatedAt : null,
    postings: job === null ? [] : [job.id],
    gcalEventUrl: null,
    createdAt: interview.createdAt,
    opportunityId: applicationId,
  });
}

/** An interview that was not added here has a panel of its own. */
function panelShapes(lever: Lever, application: Application) {
  const interviews = rowsOf(lever, 'interviews', application);
  const panels = Map.groupBy(interviews, (interview) => panelIdOf(lever, interview));
  return [...panels].map(([id, rows]) => {
    const shapes = rows.map((interview) => interviewShape(lever, interview));
    const [first] = shapes;
    const canceled = shapes.flatMap(({ canceledAt }) => canceledAt ?? []);
    return {
      id,
      applications: [partnerOf(application.id)],
      start: Math.min(...rows.map(({ startsAt }) => startsAt)),
      end: Math.max(...rows.map(({ endsAt }) => endsAt)),
      timezone: first?.timezone,
      stage: first?.stage,
      canceledAt: canceled.length === shapes.length ? Math.max(...canceled) : null,
      externallyManaged: rows.some((row) => lever.kept.panels.has(row.id)),
      externalUrl: null,
      interviews: shapes,
      note: first?.note,
      user: first?.user,
      createdAt: rows[0]?.createdAt ?? 0,
    };
  });
}

const offerStatuses: Readonly<Record<Offer['status'], string>> = {
  draft: 'draft',
  approved: 'approved',
  sent: 'sent',
  accepted: 'signed',
  declined: 'denied',
};

function offerShape(lever: Lever, offer: Offer, origin: string) {
  const { id, applicationId, status, createdAt, sentAt, endedAt, salary, startDay } = offer;
  const job = lever.jobOf(lever.company.tables.applications.get(applicationId));
  const { min, currency, interval } = salaryShape(salary);
  const isApproved = status !== 'draft';
  const document = (uploadedAt: number | null) =>
    uploadedAt === null
      ? null
      : {
          fileName: 'offer.pdf',
          uploadedAt,
          downloadUrl: downloadUrl(origin, `${applicationId}/offers/${id}`),
        };
  const fields: [text: string, identifier: string, value: unknown][] = [
    ['Job title', 'job_title', job?.title ?? ''],
    ['Salary', 'salary_amount', min],
    ['Currency', 'compensation_currency', currency],
    ['Interval', 'salary_interval', interval],
    ['Start date', 'anticipated_start_date', startDay && Date.parse(startDay)],
  ];
  return shown(offer, {
    id,
    posting: job?.id ?? null,
    createdAt,
    status: offerStatuses[status],
    creator: offer.userId,
    fields: fields.map(([text, identifier, value]) => ({ text, identifier, value })),
    signatures: {},
    approved: isApproved || null,
    approvedAt: isApproved ? createdAt : null,
    sentAt,
    sentDocument: document(sentAt),
    signedDocument: document(status === 'accepted' ? endedAt : null),
  });
}

/** A note with those that were added to it. */
function noteShape({ company, kept }: Lever, note: Note) {
  const { notes, applications } = company.tables;
  const added = [...notes.values()].filter(({ id }) => kept.notes.get(id)?.threadId === note.id);
  const { id, userId, isPrivate, createdAt } = note;
  return shown(note, {
    id,
    text: '',
    fields: [note, ...added].map((part) => ({
      type: 'note',
      text: '',
      value: part.text,
      user: part.userId,
      stage: applications.find(note.applicationId ?? '')?.stageId ?? null,
      createdAt: part.createdAt,
      score: kept.notes.get(part.id)?.score ?? null,
    })),
    user: userId,
    secret: isPrivate,
    completedAt: createdAt,
    deletedAt: null,
    createdAt,
  });
}

const answerTypes = { text: 'textarea', score: 'score', 'yes or no': 'yes-no' } as const;
const words = new Map<unknown, string>([
  [true, 'Yes'],
  [false, 'No'],
]);

/** A feedback form, filled in or not yet; the rating is its first field. */
function feedbackShape(lever: Lever, feedback: Feedback) {
  const { id, interviewId, userId, rating, answers, createdAt, submittedAt } = feedback;
  const field = (type: string, text: string, value: unknown) => {
    const isChoice = type === 'yes-no';
    const options = isChoice ? { options: [{ text: 'Yes' }, { text: 'No' }] } : {};
    return { type, text, description: '', required: false, prompt: null, ...options, value };
  };
  return shown(feedback, {
    id,
    type: 'interview',
    text: 'Interview feedback',
    instructions: '',
    fields: [
      field('score-system', 'Rating', rating),
      ...answers.map(({ type, question, value }) =>
        field(answerTypes[type], question, words.get(value) ?? value),
      ),
    ],
    interview: interviewId,
    panel: interviewId === null ? null : panelIdOf(lever, { id: interviewId }),
    user: userId,
    createdAt,
    completedAt: submittedAt,
    deletedAt: null,
  });
}

const downloadUrl = (origin: string, path: string): string =>
  `${origin}/v1/opportunities/${path}/download`;

export function fileShape({ id: opportunityId }: Application, file: LeverFile, origin: string) {
  const { id, name, kind, uploadedAt, size } = file;
  const isResume = kind === 'resume';
  const shape = {
    name,
    ext: /\.(\w+)$/.exec(name)?.[1] ?? '',
    status: 'processed',
    downloadUrl: downloadUrl(origin, `${opportunityId}/${isResume ? 'resumes' : 'files'}/${id}`),
    uploadedAt,
  };
  if (isResume) return { id, createdAt: uploadedAt, file: shape, parsedData: null };
  return { id, ...shape, size };
}
