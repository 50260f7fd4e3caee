import type { Application, Feedback, Note, Stage } from '../kit/company-rows.ts';
import { isoOf } from '../kit/calendar.ts';
import { nameOf, slugOf, stageNumberOf } from './words.ts';
import type { Workable } from './workable.ts';

/** Something that happened to a candidate. */
export interface Activity {
  id: string;
  at: number;
  updatedAt: number;
  action: string;
  userId: string | null;
  stages?: [from: Stage, to: Stage | null];
  body?: string | null;
  rating?: object;
  roles?: string[];
  candidate: Application | null;
}

/** The stream of a candidate, the oldest first. */
export function activitiesOf(workable: Workable, candidate: Application): Activity[] {
  const activities = [
    ...movesOf(workable, candidate),
    ...workable.rowsOf('notes', candidate).map((note) => commentOf(note, candidate)),
    ...workable
      .rowsOf('feedback', candidate)
      .filter(({ rating, submittedAt }) => rating !== null && submittedAt !== null)
      .map((feedback) => ratingOf(feedback, candidate)),
    ...endOf(workable, candidate),
  ];
  return activities.toSorted((a, b) => a.at - b.at);
}

export function activityShape({ company }: Workable, activity: Activity): object {
  const user = company.tables.users.find(activity.userId ?? '');
  const { stages } = activity;
  return {
    id: activity.id,
    action: activity.action,
    stage_name: stages?.[0].name ?? null,
    ...(stages && { action_stage: stageOf(stages[0]) }),
    target_stage: stages?.[1] ? stageOf(stages[1]) : null,
    created_at: isoOf(activity.at),
    updated_at: isoOf(activity.updatedAt),
    ...(user !== null && { member: { id: user.id, name: nameOf(user), type: 'Member' } }),
    body: activity.body ?? null,
    ...(activity.rating && { rating: activity.rating }),
    ...(activity.roles && { visibility_roles: activity.roles }),
  };
}

/** Activities that are no rows have ids of their candidate's number and their own. */
const idOf = ({ id }: Application, index: number): string =>
  (Number.parseInt(id, 16) * 64 + (index % 64)).toString(16);

/** How somebody came, and where he was moved: the slug of the new stage is the action. */
function movesOf({ company, kept }: Workable, candidate: Application): Activity[] {
  const isNew = kept.profiles.get(candidate.id)?.isNew === true;
  const first = !candidate.isSourced ? 'applied' : isNew ? 'uploaded' : 'sourced';
  const { stages } = company.tables;
  // Invented histories begin in the first stage, which applicants skip.
  const isSkipping = !candidate.isSourced && candidate.history.length > 1;
  const history = candidate.history.slice(isSkipping && !isNew ? 1 : 0);
  return history.map(({ stageId, enteredAt, userId }, index) => {
    const to = stages.get(stageId);
    const from = stages.get(history[index - 1]?.stageId ?? stageId);
    return {
      id: idOf(candidate, index),
      at: enteredAt,
      updatedAt: enteredAt,
      action: index === 0 ? first : slugOf(to),
      userId: index === 0 ? null : userId,
      stages: [from, index === 0 ? null : to],
      candidate,
    };
  });
}

/** Private comments are for some roles only. */
function commentOf(note: Note, candidate: Application): Activity {
  return {
    id: note.id,
    at: note.createdAt,
    updatedAt: note.updatedAt,
    action: 'comment',
    userId: note.userId,
    body: note.text,
    ...(note.isPrivate && { roles: ['admin', 'hiring_manager'] }),
    candidate,
  };
}

const scores = ['negative', 'positive', 'definite'];

/** The grades of each scale begin with 0. */
export const ratingScales: Readonly<Record<string, number>> = { thumbs: 2, stars: 4, numbers: 9 };

function ratingOf(feedback: Feedback, candidate: Application): Activity {
  const text = feedback.answers.findLast(({ type }) => type === 'text')?.value ?? null;
  return {
    id: feedback.id,
    at: feedback.submittedAt ?? feedback.createdAt,
    updatedAt: feedback.updatedAt,
    action: 'rating',
    userId: feedback.userId,
    body: text === null ? null : String(text),
    rating: gradeOf(feedback),
    candidate,
  };
}

/** The scale of a rating that was sent is its first answer. Seeded ones are from 1 to 4. */
function gradeOf({ id, rating, answers }: Feedback): object {
  const given = rating ?? 0;
  const [first] = answers;
  if (first?.question === 'scale') return scored(String(first.value), given);
  const isThumbs = Number.parseInt(id, 16) % 2 === 0;
  return isThumbs ? scored('thumbs', Math.min(2, given - 1)) : scored('stars', given);
}

function scored(scale: string, grade: number): object {
  const max = ratingScales[scale] ?? 2;
  return { score: scores[Math.round((grade / max) * 2)], scale, grade };
}

/** Letters to the candidate, which are no comments, and the end. */
function endOf({ company, kept }: Workable, candidate: Application): Activity[] {
  const { createdAt, endedAt, status, stageId } = candidate;
  const own = { userId: null, candidate };
  const { isErased } = company.tables.people.get(candidate.personId);
  const letter = { ...own, at: createdAt + 1, updatedAt: createdAt + 1, action: 'message' };
  const isOne = Number.parseInt(candidate.id, 16) % 5 === 0;
  const isWritten = isOne && !isErased && !candidate.isSourced;
  const written = isWritten
    ? [{ ...letter, id: idOf(candidate, 62), body: '<p>Thank you for applying.</p>' }]
    : [];
  if (status !== 'rejected' || endedAt === null) return written;
  const disqualification = kept.disqualifications.get(candidate.id);
  const end: Activity = {
    id: idOf(candidate, 63),
    at: endedAt,
    updatedAt: endedAt,
    action: 'disqualified',
    userId: disqualification?.userId ?? null,
    stages: [company.tables.stages.get(stageId), null],
    body: disqualification?.note ?? null,
    candidate,
  };
  return [...written, end];
}

function stageOf(stage: Stage): object {
  const { id: identifier, name } = stage;
  return { id: stageNumberOf(stage), identifier, name, slug: slugOf(stage) };
}
