import { isoOf } from '../kit/calendar.ts';
import type { Application, Job, Offer, Person, User } from '../kit/company-rows.ts';
import { partId } from './greenhouse.ts';
import type { Greenhouse } from './greenhouse.ts';
import { jobShape, officesOf } from './job-lists.ts';
import { postShape, postsOf } from './post-lists.ts';
import {
  candidateShape,
  customFields,
  dayOf,
  idOf,
  kinds,
  momentOf,
  offerStatus,
  postIdOf,
} from './shapes.ts';

// Webhooks still have the shapes of Harvest v1:
// https://github.com/grnhse/greenhouse-api-docs/tree/master/source/includes/webhooks

const pageOf = (personId: string): string => `https://app.greenhouse.io/people/${personId}`;

function userShape({ company }: Greenhouse, id: string | null): object | null {
  const user: User | null = company.tables.users.find(id ?? '');
  if (user === null) return null;
  const name = `${user.givenName} ${user.familyName}`;
  return { id: Number(user.id), email: user.email, name, employee_id: null };
}

export function hookCandidate(greenhouse: Greenhouse, person: Person): object {
  const shape = candidateShape(greenhouse, person) as Record<string, unknown>;
  const applications = greenhouse.company.applicationsOf(person.id);
  const files = applications.flatMap(({ id }) => greenhouse.kept.attachments.get(id) ?? []);
  return {
    id: Number(person.id),
    first_name: shape['first_name'],
    last_name: shape['last_name'],
    title: shape['title'],
    company: shape['company'],
    created_at: isoOf(person.createdAt),
    external_id: null,
    photo_url: null,
    url: pageOf(person.id),
    is_private: shape['private'],
    can_email: shape['can_email'],
    phone_numbers: shape['phone_numbers'],
    email_addresses: shape['email_addresses'],
    addresses: shape['addresses'],
    website_addresses: shape['website_addresses'],
    social_media_addresses: shape['social_media_addresses'],
    educations: [],
    employments: [],
    recruiter: null,
    coordinator: null,
    attachments: files.map(({ name, type }) => ({
      filename: name,
      url: 'https://files.example.com/expired',
      type,
    })),
    tags: shape['tags'],
    custom_fields: shape['custom_fields'],
  };
}

export function hookJob(greenhouse: Greenhouse, job: Job): object {
  const shape = jobShape(greenhouse, job) as Record<string, unknown>;
  const department = greenhouse.company.tables.departments.find(job.departmentId ?? '');
  const member = (userId: string) => ({ user_id: Number(userId), employee_id: null });
  return {
    id: Number(job.id),
    name: job.title,
    requisition_id: job.code,
    notes: shape['notes'],
    confidential: job.isConfidential,
    job_post_id: postIdOf(job),
    status: shape['status'],
    created_by_id: Number(job.recruiterId),
    created_at: isoOf(job.createdAt),
    opened_at: momentOf(job.openedAt),
    closed_at: momentOf(job.closedAt),
    departments:
      department === null
        ? []
        : [{ id: Number(department.id), name: department.name, external_id: null }],
    url: `https://app.greenhouse.io/sdash/${job.id}`,
    offices: officesOf(job).map((id) => ({
      id,
      name: job.place?.city ?? null,
      location: job.place?.country ?? null,
      external_id: null,
    })),
    hiring_team: {
      hiring_managers: [member(job.hiringManagerId)],
      sourcers: [],
      recruiters: [member(job.recruiterId)],
      coordinators: [],
    },
    openings: [0, 1].map((ordinal) => ({
      id: partId(kinds.opening, job.id, ordinal),
      opening_id: `${job.code}-${ordinal + 1}`,
      custom_fields: [],
    })),
    custom_fields: shape['custom_fields'],
  };
}

export function hookApplication(greenhouse: Greenhouse, application: Application): object {
  const { id, personId, jobId, status, endedAt, sourceId, ownerId } = application;
  const { jobs, people, rejectionReasons, sources, stages } = greenhouse.company.tables;
  const job = jobs.find(jobId ?? '');
  const person = people.find(personId);
  const source = sources.find(sourceId ?? '');
  const stage = stages.find(application.stageId);
  const isRejected = status === 'rejected';
  const reason = isRejected ? rejectionReasons.find(application.rejectionReasonId ?? '') : null;
  return {
    id: Number(id),
    rejected_at: isRejected ? momentOf(endedAt) : null,
    prospect: greenhouse.isProspect(application),
    status,
    applied_at: isoOf(application.createdAt),
    last_activity_at: isoOf(application.updatedAt),
    url: `${pageOf(personId)}?application_id=${id}`,
    source: source && { id: Number(source.id), name: source.name, public_name: source.name },
    credited_to: userShape(greenhouse, ownerId),
    rejection_reason: reason && {
      id: Number(reason.id),
      name: reason.name,
      type: { id: 1, name: 'We rejected them' },
    },
    rejection_details: isRejected ? { custom_fields: {} } : null,
    current_stage: stage && { id: Number(stage.id), name: stage.name, interviews: [] },
    prospect_detail: { prospect_pool: null, prospect_stage: null, prospect_owner: null },
    custom_fields: customFields(greenhouse, 'application', id),
    candidate: person && hookCandidate(greenhouse, person),
    jobs: job === null ? [] : [hookJob(greenhouse, job)],
  };
}

/** Hiring shows the job, its opening and the offer besides. */
export function hookHired(greenhouse: Greenhouse, application: Application): object {
  const shape = hookApplication(greenhouse, application) as { jobs: object[] };
  const job = greenhouse.company.tables.jobs.find(application.jobId ?? '');
  const offers = [...greenhouse.company.tables.offers.values()];
  const offer = offers.find(({ applicationId }) => applicationId === application.id);
  const { company, kept } = greenhouse;
  const opening = [...kept.filledOpenings].find(([, filledBy]) => filledBy === application.id);
  const ordinal = Number(opening?.[0] ?? 0) % 100;
  return {
    ...shape,
    job: job && {
      ...shape.jobs[0],
      open_date: momentOf(job.openedAt),
      close_date: momentOf(job.closedAt),
    },
    opening:
      opening === undefined
        ? null
        : { opening_id: `${job?.code}-${ordinal + 1}`, custom_fields: [] },
    offer:
      offer === undefined
        ? null
        : {
            id: Number(offer.id),
            version: 1,
            created_at: isoOf(offer.createdAt),
            sent_at: dayOf(offer.sentAt),
            resolved_at: momentOf(offer.endedAt ?? company.now()),
            starts_at: offer.startDay,
            custom_fields: {},
          },
  };
}

export function hookPerson(greenhouse: Greenhouse, person: Person, more: object): object {
  return {
    id: Number(person.id),
    first_name: person.givenName,
    last_name: person.familyName,
    company: person.company,
    title: person.position,
    created_at: isoOf(person.createdAt),
    headline: null,
    is_private: greenhouse.kept.privatePeople.has(person.id),
    recruiter_user_id: null,
    coordinator_user_id: null,
    can_email: true,
    ...more,
  };
}

export function hookDeletedApplication(greenhouse: Greenhouse, application: Application): object {
  const extra = greenhouse.extraOf(application.id);
  return {
    id: Number(application.id),
    candidate_id: Number(application.personId),
    job_id: idOf(application.jobId),
    created_at: isoOf(application.createdAt),
    source_id: idOf(application.sourceId),
    candidate_rejection_reason_id: idOf(application.rejectionReasonId),
    rejection_note_id: idOf(extra.rejectionNoteId),
    rejected_at: application.status === 'rejected' ? momentOf(application.endedAt) : null,
    referrer_id: idOf(extra.referrerId),
    prospect: greenhouse.isProspect(application),
    rejected_by_user_id: idOf(extra.rejectedById),
  };
}

export function hookOffer(greenhouse: Greenhouse, offer: Offer) {
  const application = greenhouse.company.tables.applications.find(offer.applicationId);
  return {
    id: Number(offer.id),
    application_id: Number(offer.applicationId),
    job_id: idOf(application?.jobId),
    user_id: Number(offer.userId),
    version: 1,
    sent_on: dayOf(offer.sentAt),
    resolved_at: momentOf(offer.endedAt),
    start_date: offer.startDay,
    notes: null,
    offer_status: offerStatus[offer.status],
    custom_fields: customFields(greenhouse, 'offer', offer.id),
  };
}

/** The external post of a job; null where it has none. */
export function hookPost(job: Job): object | null {
  const [post] = postsOf(job);
  if (post === undefined) return null;
  const { title, content, internal_content, questions } = postShape(job, post);
  return {
    id: post.id,
    title,
    location: job.place?.city ?? null,
    content,
    internal_content,
    updated_at: isoOf(job.updatedAt),
    job_id: Number(job.id),
    external: true,
    internal: false,
    live: post.isLive,
    questions: questions.map(({ label, required, answer_type, answer_options }) => ({
      required,
      private: false,
      label,
      type: answer_type,
      values: answer_options.map((option) => option.label),
    })),
  };
}
