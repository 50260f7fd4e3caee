import type {
  Application,
  Job,
  Person,
  RejectionReason,
  Stage,
  User,
} from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { answeredForms } from './forms.ts';
import { partnerOf } from './lever.ts';
import type { Lever } from './lever.ts';

const site = 'https://hire.lever.co/candidates';
const jobSite = 'https://jobs.lever.co/example';

const nulls = (...names: string[]) => Object.fromEntries(names.map((name) => [name, null]));

export function contactShape(person: Person) {
  const { id, name, position, company, place, emails, phones, isErased } = person;
  return shown(person, {
    id,
    name,
    headline: [position, company].filter((part) => part !== null).join(', '),
    isAnonymized: isErased,
    location: { name: [place?.city, place?.country].filter(Boolean).join(', ') },
    emails,
    phones: phones.map((value) => ({ type: 'mobile', value })),
  });
}

/** Every archived opportunity has a reason. */
export function archivedOf(lever: Lever, { status, rejectionReasonId, endedAt }: Application) {
  if (endedAt === null) return null;
  const [first] = lever.company.tables.rejectionReasons.values();
  const reason = status === 'hired' ? lever.hiredReasonId : (rejectionReasonId ?? first?.id ?? '');
  return { reason, archivedAt: endedAt };
}

export function advancedAtOf({ history, createdAt }: Application): number {
  return history.at(-1)?.enteredAt ?? createdAt;
}

export function opportunityShape(lever: Lever, application: Application) {
  const { id, personId, ownerId, createdAt } = application;
  const { people, stages } = lever.company.tables;
  const { name, headline, location, phones, emails, ...contact } = contactShape(
    people.get(personId),
  );
  const { links, sources, origin, followers } = lever.detailsOf(application);
  const updatedAt = lever.updatedAtOf(application);
  return shown(application, {
    id,
    name,
    headline,
    contact: personId,
    stage: application.stageId,
    confidentiality: confidentialityOf(lever.isConfidential(application)),
    location: location.name,
    phones,
    emails,
    links: contact.isAnonymized ? [] : links,
    archived: archivedOf(lever, application),
    tags: lever.tagsOf(application),
    sources,
    stageChanges: application.history.map(({ stageId, enteredAt, userId }) => ({
      toStageId: stageId,
      toStageIndex: stages.get(stageId).order,
      updatedAt: enteredAt,
      userId,
    })),
    origin,
    sourcedBy: origin === 'sourced' ? ownerId : null,
    owner: ownerId,
    followers,
    applications: application.jobId === null ? [] : [partnerOf(id)],
    createdAt,
    updatedAt,
    lastInteractionAt: updatedAt,
    lastAdvancedAt: advancedAtOf(application),
    urls: { list: site, show: `${site}/${id}` },
    isAnonymized: contact.isAnonymized,
    opportunityLocation: lever.jobOf(application)?.place?.city ?? null,
    ...nulls('snoozedUntil', 'dataProtection'),
  });
}

const confidentialityOf = (isConfidential: boolean) =>
  isConfidential ? 'confidential' : 'non-confidential';

/** The applications of an opportunity: one, or none where it has no posting. */
export function applicationShapes(lever: Lever, application: Application, origin: string) {
  const { id, personId, createdAt, isSourced, ownerId } = application;
  const job = lever.jobOf(application);
  if (job === null) return [];
  const person = lever.company.tables.people.get(personId);
  const { name, phones, emails } = contactShape(person);
  const shape = {
    id: partnerOf(id),
    type: isSourced ? 'user' : 'posting',
    candidateId: id,
    opportunityId: id,
    posting: job.id,
    postingHiringManager: job.hiringManagerId,
    postingOwner: job.recruiterId,
    name,
    company: person.company,
    phone: phones[0] ?? null,
    email: emails[0] ?? null,
    links: lever.detailsOf(application).links,
    user: isSourced ? ownerId : null,
    customQuestions: isSourced ? [] : answeredForms(application, job, origin),
    createdAt,
    archived: archivedOf(lever, application),
    ...nulls('comments', 'requisitionForHire', 'ipAddress', 'referer', 'userAgent'),
    ...nulls('acceptLanguage', 'timezone'),
  };
  return [shape];
}

const intervals = { year: 'per-year-salary', month: 'per-month-salary', hour: 'per-hour-wage' };

export function salaryShape({ min, max, currency, per }: NonNullable<Job['salary']>) {
  return { min, max, currency, interval: intervals[per] };
}

const states = { archived: 'rejected', closed: 'closed', draft: 'draft' } as const;

/** Every second open job that is not shown to applicants is a published one without a channel. */
function placementOf({ status, isPublished, code }: Job) {
  if (status !== 'open') return { state: states[status], distributionChannels: null };
  if (isPublished) return { state: 'published', distributionChannels: ['public', 'internal'] };
  if (/[13579]$/.test(code)) return { state: 'published', distributionChannels: [] };
  return { state: 'internal', distributionChannels: ['internal'] };
}

export const isAcceptingApplications = ({ status }: Job): boolean => status === 'open';

export function postingShape(lever: Lever, job: Job) {
  const { id, status, isRemote, place, code, description, salary } = job;
  const show = `${jobSite}/${id}`;
  return shown(job, {
    id,
    text: job.title,
    ...placementOf(job),
    user: job.recruiterId,
    owner: job.recruiterId,
    hiringManager: job.hiringManagerId,
    categories: lever.categoriesOf(job),
    content: {
      description: description.replaceAll(/<[^>]*>/g, ''),
      descriptionHtml: description,
      lists: [{ text: 'What you bring', content: '<li>Curiosity</li><li>Patience</li>' }],
      closing: 'We look forward to you.',
      closingHtml: '<p>We look forward to you.</p>',
    },
    country: place?.countryCode ?? null,
    tags: [],
    followers: [],
    reqCode: code,
    requisitionCodes: [code],
    urls: status === 'open' ? { list: jobSite, show, apply: `${show}/apply` } : null,
    confidentiality: confidentialityOf(job.isConfidential),
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    workplaceType: isRemote ? 'remote' : place === null ? 'unspecified' : 'on-site',
    salaryRange: salary === null ? null : salaryShape(salary),
    screening: { enabled: false },
    transcribeInterviews: false,
    ...nulls('salaryDescription', 'salaryDescriptionHtml'),
  });
}

export function requisitionShape(lever: Lever, job: Job) {
  const { id, code, status, createdAt, salary } = job;
  const { team, department, location, commitment } = lever.categoriesOf(job);
  const isHired = (one: Application): boolean => one.jobId === id && one.status === 'hired';
  const hired = [...lever.company.tables.applications.values()].filter(isHired).length;
  return {
    id: partnerOf(id),
    requisitionCode: code,
    name: job.title,
    backfill: false,
    createdAt,
    creator: job.recruiterId,
    headcountHired: hired,
    headcountTotal: job.isPublished ? 'unlimited' : Math.max(1, hired),
    owner: job.recruiterId,
    status: status === 'archived' ? 'closed' : status,
    hiringManager: job.hiringManagerId,
    approval: { steps: [] },
    compensationBand: salary === null ? null : salaryShape(salary),
    employmentStatus: commitment.toLowerCase(),
    location,
    internalNotes: null,
    postings: [id],
    team,
    department,
    offerIds: [],
    customFields: {},
  };
}

const accessRoles: Readonly<Record<User['role'], string>> = {
  admin: 'super admin',
  recruiter: 'admin',
  'hiring manager': 'limited team member',
  interviewer: 'interviewer',
};

export function userShape(user: User) {
  const { id, email, givenName, familyName } = user;
  return shown(user, {
    id,
    name: `${givenName} ${familyName}`.trim(),
    username: email.split('@')[0],
    email,
    accessRole: accessRoles[user.role],
    createdAt: user.createdAt,
    deactivatedAt: user.isActive ? null : user.updatedAt,
    ...nulls('photo', 'externalDirectoryId', 'linkedContactIds', 'jobTitle', 'managerId'),
  });
}

const jobRoles = { admin: 'Admin', limited: 'Limited', owner: 'Owner', team: 'Team' };

/** The team of a posting; its owner and its hiring manager have roles. */
export function postingUsersShape({ company }: Lever, { id, title, ...job }: Job) {
  const users = Object.entries({ owner: job.recruiterId, team: job.hiringManagerId });
  return {
    posting: { id, text: title },
    users: users.map(([role, one]) => ({ ...userShape(company.tables.users.get(one)), role })),
    roles: Object.entries(jobRoles).map(([role, name]) => ({ id: role, name, isReadOnly: true })),
  };
}

export const stageShape = (stage: Stage) => shown(stage, { id: stage.id, text: stage.name });

export function reasonShape(reason: RejectionReason) {
  const status = reason.by === 'nobody' ? 'inactive' : 'active';
  return shown(reason, { id: reason.id, text: reason.name, status, type: 'non-hired' });
}

export function hiredReasonShape({ hiredReasonId }: Lever) {
  return { id: hiredReasonId, text: 'Hired', status: 'active', type: 'hired' };
}
