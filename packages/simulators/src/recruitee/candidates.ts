import type { Application, Feedback, Job, Person, Question } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import type { FileStorage } from '../kit/files.ts';
import { adminSite, statusOf } from './offers.ts';
import type { Recruitee } from './recruitee.ts';
import { adminShape, dateOf, escapeHtml, kindOf, nulls, numberOf } from './shapes.ts';
import { kindOfStage } from './stages.ts';

/** From 1 to 4. */
export const ratingWords = ['no', 'neutral', 'yes', 'strong_yes'] as const;

export const isSubmitted = ({ submittedAt }: Feedback): boolean => submittedAt !== null;

function feedbackOf(account: Recruitee, placements: readonly Application[]): Feedback[] {
  return placements.flatMap(({ id }) => account.feedback.of(id)).filter(isSubmitted);
}

/** `{yes: 2}`: words that were not given are left out. */
function ratingsOf(all: readonly Feedback[]): Record<string, number> {
  const ratings: Record<string, number> = {};
  for (const { rating } of all) {
    const word = rating === null ? undefined : ratingWords[rating - 1];
    if (word !== undefined) ratings[word] = (ratings[word] ?? 0) + 1;
  }
  return ratings;
}

/** In lists a placement does not say whether it is disqualified. */
export function placementRow(account: Recruitee, placement: Application) {
  const { id, personId, jobId, stageId, status, endedAt, history } = placement;
  const isHired = status === 'hired';
  const others = account.placements.of(personId).filter((one) => one.id !== id);
  return shown(placement, {
    id: Number(id),
    candidate_id: Number(personId),
    ...targetOf(account, jobId),
    stage_id: Number(stageId),
    position: 1,
    created_at: dateOf(placement.createdAt),
    updated_at: dateOf(placement.updatedAt),
    hired_at: isHired && endedAt !== null ? dateOf(endedAt) : null,
    hired_by_id: isHired ? numberOf(history.at(-1)?.userId ?? null) : null,
    hired_in_this_placement: isHired,
    hired_in_other_placement: others.some((one) => one.status === 'hired'),
    ratings: ratingsOf(feedbackOf(account, [placement])),
    ...nulls('job_starts_at', 'language', 'overdue_at', 'overdue_diff', 'positive_ratings'),
  });
}

/** An offer, or a talent pool in its place. */
function targetOf(account: Recruitee, jobId: string | null) {
  const { departments, jobs } = account.company.tables;
  const department = departments.find(jobs.find(jobId ?? '')?.departmentId ?? '');
  return {
    ...(account.isPool(jobId)
      ? { offer_id: null, talent_pool_id: numberOf(jobId) }
      : { offer_id: numberOf(jobId) }),
    department_id: numberOf(department?.id ?? null),
    department_name: department?.name ?? null,
  };
}

/** The keys are absent where nobody is disqualified, and the reason where there is none. */
export function disqualificationOf(account: Recruitee, placement: Application) {
  const { status, endedAt, rejectionReasonId } = placement;
  if (status !== 'rejected' || endedAt === null) return {};
  const reason = account.company.tables.rejectionReasons.find(rejectionReasonId ?? '');
  return {
    disqualified_at: dateOf(endedAt),
    ...(reason !== null && { disqualify_reason: reason.name }),
  };
}

export function placementShape(account: Recruitee, placement: Application) {
  const { id, name } = account.company.tables.stages.get(placement.stageId);
  return {
    talent_pool_id: null,
    ...placementRow(account, placement),
    disqualify_kind: placement.status === 'rejected' ? 'admin' : null,
    ...disqualificationOf(account, placement),
    stage: { id: Number(id), name },
  };
}

export function candidateRow(account: Recruitee, person: Person) {
  const { id, name, phones } = person;
  const placements = account.placements.of(id);
  const feedback = feedbackOf(account, placements);
  const { origin } = account.profileOf(person);
  return shown(person, {
    id: Number(id),
    name: person.isErased ? 'Anonymized' : name,
    emails: person.emails,
    // Null where a list was promised.
    phones: phones.length === 0 && Number(id) % 7 === 0 ? null : phones,
    initials: name.slice(0, 1),
    admin_id: Number(account.owner.id),
    adminapp_url: `${adminSite}/dashboard/overview?candidate=${id}&company=${account.access.companyId}`,
    created_at: dateOf(person.createdAt),
    updated_at: dateOf(person.updatedAt),
    last_activity_at: dateOf(account.lastActivityOf(person)),
    source: origin,
    rating: feedback.length,
    ratings: ratingsOf(feedback),
    ratings_count: feedback.length,
    notes_count: account.notes.of(id).length,
    tasks_count: 0,
    example: account.examples.has(id),
    ...Object.fromEntries(quietFlags.map((flag) => [flag, false])),
    placements: placements.map((one) => placementRow(account, one)),
    ...nulls(
      'referrer',
      'last_message_at',
      'my_last_rating',
      'photo_thumb_url',
      'positive_ratings',
    ),
  });
}

const quietFlags = [
  'followed',
  'has_avatar',
  'my_pending_result_request',
  'my_upcoming_event',
  'pending_result_request',
  'unread_notifications',
  'upcoming_event',
  'viewed',
];

/** With signed links to files, which need no token and expire. */
export function candidateShape(account: Recruitee, person: Person, origin: string) {
  const { company, files } = account;
  const placements = account.placements.of(person.id);
  const { coverLetter, sources, fields } = account.profileOf(person);
  const isObjects = Number(person.id) % 2 === 0;
  const named = (names: readonly string[]) => (isObjects ? names.map((name) => ({ name })) : names);
  const tags = person.tagIds.map((id) => company.tables.tags.get(id).name);
  const resume = person.files.find(({ kind }) => kind === 'resume');
  const cv = resume === undefined ? null : `${origin}${files.namedLinkTo(resume)}`;
  const isLinkedIn = (link: string): boolean => link.includes('linkedin.com');
  return shown(person, {
    ...candidateRow(account, person),
    description: null,
    photo_url: null,
    cv_url: cv,
    cv_original_url: cv,
    cv_processing_status: 'ok',
    cover_letter: coverLetter,
    cover_letter_file_url: null,
    social_links: person.links.filter(isLinkedIn),
    links: person.links.filter((link) => !isLinkedIn(link)),
    sources: named(sources ?? sourcesOf(account, placements)),
    tags: named(tags),
    is_hired: placements.some(({ status }) => status === 'hired'),
    attachments_count: person.files.length - (resume === undefined ? 0 : 1),
    fields: [
      ...profileFields(person),
      ...fields.map((field) => ({ ...field, id: Number(field.id), origin: 'manual' })),
    ],
    custom_fields: [],
    ...answersOf(account, placements, origin),
    placements: placements.map((one) => placementShape(account, one)),
    duplicates: [],
  });
}

function sourcesOf({ company }: Recruitee, placements: readonly Application[]): string[] {
  const ids = placements.flatMap(({ sourceId }) => sourceId ?? []);
  return [...new Set(ids.map((id) => company.tables.sources.get(id).name))];
}

/** What a person wrote about themselves, in the fixed kinds; empty ones have no id. */
function profileFields({ id, company, position, school, place }: Person) {
  const number = Number(`${id}`.slice(-6));
  const filled = (kind: string, values: object[]) => ({
    id: values.length === 0 ? null : number * 10 + kind.length,
    kind,
    name: null,
    fixed: true,
    origin: 'manual',
    values,
  });
  const education = { school, major: null, degree: null, start_date: null, end_date: null };
  const job = { company, title: position, start_date: '2021-04', end_date: null, location: null };
  const isEmployed = company !== null || position !== null;
  return [
    filled('education', school === null ? [] : [{ ...education, description: null }]),
    filled('experience', isEmployed ? [{ ...job, description: null }] : []),
    filled(
      'address',
      place === null
        ? []
        : [{ text: `${place.street}, ${place.postalCode} ${place.city}, ${place.country}` }],
    ),
    ...(number % 3 === 0 ? [ownField(number)] : []),
  ];
}

/** One that the customer has added: only such ones have a name. */
function ownField(number: number) {
  const values = [{ text: `${(number % 4) + 1} months` }];
  const name = 'Notice period';
  return { id: number * 10 + 1, kind: 'single_line', name, fixed: false, origin: 'manual', values };
}

/** Flat, and again by offer. */
function answersOf(account: Recruitee, placements: readonly Application[], origin: string) {
  const groups = placements.flatMap((placement) => {
    const job = account.company.tables.jobs.find(placement.jobId ?? '');
    if (job === null || Object.keys(placement.answers).length === 0) return [];
    const answers = job.questions.flatMap((question) => {
      const value = placement.answers[question.id];
      return value === undefined
        ? []
        : [answerShape({ question, value, files: account.files, origin })];
    });
    const offer = { id: Number(job.id), title: job.title, status: statusOf(job) };
    return [{ open_question_answers: answers, offer, created_at: dateOf(placement.createdAt) }];
  });
  return {
    open_question_answers: groups.flatMap((group) => group.open_question_answers),
    grouped_open_question_answers: groups,
  };
}

interface Answered {
  question: Question;
  value: unknown;
  files: FileStorage;
  origin: string;
}

/** Choices are shown by their texts; the fields that do not belong to the kind are null. */
export function answerShape({ question, value, files, origin }: Answered) {
  const kind = kindOf(question);
  const textOf = (id: unknown): string =>
    question.options.find((option) => option.id === id)?.text ?? String(id);
  const texts = [value ?? []].flat().map(textOf);
  const isFlag = kind === 'boolean' || kind === 'legal';
  const isText = !isFlag && kind !== 'file' && kind !== 'multi_choice';
  return {
    id: Number(question.id) + 5_000_000,
    question: escapeHtml(question.text),
    kind,
    content: isText ? (texts[0] ?? null) : null,
    multi_content: kind === 'multi_choice' ? texts : null,
    flag: isFlag ? value === true : null,
    file_url:
      kind === 'file'
        ? `${origin}${files.namedLinkTo(value as { handle: string; name: string })}`
        : null,
    open_question_options: question.options.map(({ id, text }) => ({ id: Number(id), body: text })),
  };
}

/** What the answer refers to: offers, stages and admins. */
export function referencesOf(account: Recruitee, placements: readonly Application[]) {
  const { jobs, stages } = account.company.tables;
  const offerIds = new Set(placements.flatMap(({ jobId }) => jobId ?? []));
  const stageIds = new Set(placements.map(({ stageId }) => stageId));
  return [
    ...Array.from(offerIds, (id) => offerReference(account, jobs.get(id))),
    ...Array.from(stageIds, (id) => {
      const stage = stages.get(id);
      return { type: 'Stage', id: Number(id), name: stage.name, ...kindOfStage(stage) };
    }),
    { type: 'Admin', ...adminShape(account.owner) },
  ];
}

function offerReference(account: Recruitee, job: Job) {
  const { id, title, departmentId, place } = job;
  return {
    type: 'Offer',
    id: Number(id),
    title,
    kind: account.isPool(id) ? 'talent_pool' : 'job',
    status: statusOf(job),
    department_id: numberOf(departmentId),
    department: account.company.tables.departments.find(departmentId ?? '')?.name ?? null,
    location: place === null ? null : `${place.city}, ${place.country}`,
  };
}
