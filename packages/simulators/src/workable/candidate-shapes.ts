import type { Application, Interview, Offer, Question } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { isoOf, seedEnd } from '../kit/calendar.ts';
import type { Profile } from './profiles.ts';
import { escapeHtml, nameOf, secondsOf, shortcodeOf, stageKindOf } from './words.ts';
import type { Workable, WorkableFile } from './workable.ts';

/** What both the list and the details of a candidate have. */
function sharedShape(workable: Workable, candidate: Application, profile: Profile) {
  const { id, jobId, stageId, status, endedAt, isSourced, createdAt, updatedAt } = candidate;
  const { company, subdomain } = workable;
  const job = workable.jobOf(candidate);
  const stage = company.tables.stages.get(stageId);
  const number = Number.parseInt(id, 16);
  const place = jobId === null ? '' : `/jobs/${Number.parseInt(jobId, 16)}`;
  return {
    id,
    name: profile.name,
    firstname: profile.firstname,
    lastname: profile.lastname,
    headline: profile.headline,
    account: accountOf(workable),
    job: job === null ? null : { shortcode: shortcodeOf(job.id), title: job.title },
    stage: stage.name,
    stage_kind: stageKindOf(stage),
    disqualified: status === 'rejected',
    anonymized: company.tables.people.get(candidate.personId).isErased,
    disqualification_reason: reasonOf(workable, candidate)?.name ?? null,
    hired_at: status === 'hired' && endedAt !== null ? secondsOf(endedAt) : null,
    moved_to_offer_at: movedToOfferAt(workable, candidate),
    sourced: isSourced,
    profile_url: `https://${subdomain}.workable.com/backend${place}/candidates/${number}`,
    address: profile.address,
    phone: profile.phone,
    email: profile.email,
    domain: profile.domain,
    ...sourceOf(workable, candidate, profile),
    created_at: secondsOf(createdAt),
    updated_at: secondsOf(updatedAt),
  };
}

/** As lists show it: without tags, answers, social profiles, and when and how it ended. */
export function listedCandidate(workable: Workable, candidate: Application) {
  const resume = workable.resumeOf(candidate);
  return shown(candidate, {
    ...sharedShape(workable, candidate, workable.profileOf(candidate)),
    ...(resume !== null && {
      resume_metadata: {
        filename: resume.name,
        filetype: resume.name.split('.').at(-1) ?? null,
        created_at: secondsOf(resume.addedAt),
        updated_at: secondsOf(resume.addedAt),
      },
    }),
  });
}

export function candidateShape(workable: Workable, candidate: Application, origin: string) {
  const profile = workable.profileOf(candidate);
  const { status, endedAt } = candidate;
  const resume = workable.resumeOf(candidate);
  const kept = workable.kept.disqualifications.get(candidate.id);
  const isByCandidate = reasonOf(workable, candidate)?.by === 'candidate';
  const isRejected = status === 'rejected';
  return shown(candidate, {
    ...sharedShape(workable, candidate, profile),
    image_url: profile.image_url,
    disqualified_at: isRejected && endedAt !== null ? secondsOf(endedAt) : null,
    withdrew: isRejected && (kept?.withdrew ?? isByCandidate),
    outbound_mailbox: `${candidate.id}@outbound.example.com`,
    uploader_id: null,
    cover_letter: profile.cover_letter,
    summary: profile.summary,
    education_entries: profile.education_entries,
    experience_entries: profile.experience_entries,
    skills: profile.skills,
    answers: answersOf(workable, candidate, origin),
    resume_url: resume === null ? null : `${origin}${workable.files.linkTo(resume)}`,
    ...(profile.social_profiles && { social_profiles: profile.social_profiles }),
    tags: profile.tags,
    location: profile.location,
    originating_candidate_id: workable.kept.origins.get(candidate.id) ?? null,
  });
}

export function accountOf({ subdomain }: Workable) {
  return { subdomain, name: 'Example Works' };
}

function reasonOf({ company }: Workable, { rejectionReasonId }: Application) {
  return rejectionReasonId === null ? null : company.tables.rejectionReasons.get(rejectionReasonId);
}

/** Null for half of the seeded candidates: the recorded account has it nowhere. */
function movedToOfferAt({ company }: Workable, { id, history }: Application): string | null {
  const isOffer = ({ stageId }: { stageId: string }): boolean =>
    company.tables.stages.get(stageId).kind === 'offer';
  const at = history.findLast((entry) => isOffer(entry))?.enteredAt;
  if (at === undefined) return null;
  return at > seedEnd || Number.parseInt(id, 16) % 2 === 0 ? secondsOf(at) : null;
}

const categories: Readonly<Record<string, string>> = {
  Inbound: 'Job boards',
  Sourced: 'Sourcing',
  Referral: 'Referrals',
  Agency: 'Recruiters',
};

function sourceOf({ company }: Workable, { sourceId }: Application, { isNew, domain }: Profile) {
  if (isNew === true) {
    return { outlet: 'SPI', common_source: domain ?? 'Unknown', common_source_category: 'Other' };
  }
  const source = sourceId === null ? null : company.tables.sources.get(sourceId);
  return {
    outlet: null,
    common_source: source?.name ?? null,
    common_source_category: categories[source?.kind ?? ''] ?? null,
  };
}

/** Answers name their question by its text alone. */
function answersOf(workable: Workable, candidate: Application, origin: string): object[] {
  const questions = workable.jobOf(candidate)?.questions ?? [];
  const isNew = workable.kept.profiles.get(candidate.id)?.isNew === true;
  return questions.flatMap((question) => {
    const given = candidate.answers[question.id];
    if (given === undefined) return [];
    // The vendor's samples show long texts as HTML, and as they are.
    const isSample = isNew || Number.parseInt(candidate.id, 16) % 2 === 0;
    const isHtml = isSample && question.type === 'long text';
    const answer = isHtml
      ? { body: `<p>${escapeHtml(given as string).replaceAll('\n', '<br>')}</p>` }
      : answerShape(workable, question, { given, origin });
    return [{ question: { body: escapeHtml(question.text) }, answer }];
  });
}

function answerShape(
  { files }: Workable,
  { type, options }: Question,
  { given, origin }: { given: unknown; origin: string },
): object {
  switch (type) {
    case 'choice':
    case 'choices': {
      const chosen = options.filter(({ id }) => [given].flat().includes(id));
      return { choices: chosen.map(({ text }) => ({ body: text })) };
    }
    case 'yes or no':
      return { checked: given };
    case 'number':
      return { number: given };
    case 'date':
      return { date: given };
    case 'file':
      return { file_url: `${origin}${files.linkTo(given as WorkableFile)}` };
    default:
      return { body: given };
  }
}

export function fileShape({ files }: Workable, file: WorkableFile, origin: string): object {
  return {
    name: file.name,
    preview_url: `${origin}${files.linkTo(file)}`,
    source: 'upload',
    ...(file.kind !== null && { kind: file.kind }),
  };
}

const eventTypes: Readonly<Record<string, string>> = {
  screening: 'CallEvent',
  interview: 'InterviewEvent',
};

export function eventShape(workable: Workable, interview: Interview): object {
  const { tables } = workable.company;
  const candidate = tables.applications.get(interview.applicationId);
  const { job, name } = listedCandidate(workable, candidate);
  const isAccepted = interview.status !== 'planned';
  const members = interview.interviewerIds.map((id, index) => ({
    id,
    name: nameOf(tables.users.get(id)),
    type: 'Member',
    status: isAccepted || index === 0 ? 'accepted' : 'needs-action',
  }));
  const call = { type: 'zoom', id: interview.id, url: `https://meet.example.com/${interview.id}` };
  return shown(interview, {
    id: interview.id,
    title: interview.title,
    description: interview.where ?? '',
    type: eventTypeOf(workable, interview),
    starts_at: isoOf(interview.startsAt),
    ends_at: isoOf(interview.endsAt),
    cancelled: interview.status === 'cancelled',
    job,
    members,
    candidate: { id: candidate.id, name },
    ...(interview.where === null && { conference: call }),
  });
}

export function eventTypeOf({ company }: Workable, { stageId }: Interview): string {
  return eventTypes[company.tables.stages.get(stageId).kind] ?? 'MeetingEvent';
}

/** The documented words; the others are those of the product. */
const offerStates: Partial<Record<Offer['status'], string>> = { declined: 'rejected' };

/** The latest offer; without one there is the candidate alone, as recorded. */
export function offerShape(workable: Workable, candidate: Application, origin: string): object {
  const { id, name, location } = candidateShape(workable, candidate, origin);
  const about = { candidate: { id, location: location['location_str'] ?? null, name } };
  const offer = workable.rowsOf('offers', candidate).at(-1);
  if (offer === undefined) return about;
  const { min, currency, per } = offer.salary;
  const data = { amount: min, frequency: per, currency_iso: currency };
  const letter = { id: offer.id, name: `offer-${offer.id}.pdf`, handle: `file-${offer.id}` };
  const start = { name: 'Start Date', slug: 'start_date' };
  return shown(offer, {
    ...about,
    created_at: isoOf(offer.createdAt),
    state: offerStates[offer.status] ?? offer.status,
    document_variables: [
      {
        document_variable: { name: 'Salary', slug: 'salary' },
        value: { data: { ...data, cached_value: `${currency} ${min} per ${per}` } },
      },
      ...(offer.startDay === null
        ? []
        : [{ document_variable: start, value: { body: offer.startDay } }]),
    ],
    documents: [
      {
        name: letter.name,
        preview_url: `${origin}${workable.files.linkTo(letter)}`,
        kind: 'offer',
      },
    ],
  });
}
