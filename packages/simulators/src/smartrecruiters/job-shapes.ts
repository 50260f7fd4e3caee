import type { Job, User } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { dayMs, isoOf } from '../kit/calendar.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';
import { compact, derivedId, english, german, link, numberOf, placeOf } from './words.ts';

const openStatuses = ['SOURCING', 'SOURCING', 'INTERVIEW', 'OFFER'];

export function jobStatusOf({ id, status }: Job): string {
  const number = numberOf(id);
  if (status === 'draft') return 'CREATED';
  if (status === 'archived') return 'CANCELLED';
  if (status === 'closed') return number % 4 === 0 ? 'ON_HOLD' : 'FILLED';
  return openStatuses[number % openStatuses.length] ?? 'SOURCING';
}

/** A confidential job has a posting that no list shows. */
export function postingStatusOf({ id, isPublished, isConfidential }: Job): string {
  if (!isPublished) return 'NOT_PUBLISHED';
  if (isConfidential) return 'PRIVATE';
  return numberOf(id) % 6 === 1 ? 'INTERNAL' : 'PUBLIC';
}

export function departmentOf({ company }: SmartRecruiters, { departmentId }: Job) {
  const department = company.tables.departments.find(departmentId ?? '');
  return department === null
    ? null
    : { id: department.id, label: department.name, description: '' };
}

/** Also moved by new applicants. */
export function lastActivityOf(account: SmartRecruiters, job: Job): number {
  const activity = account.applicationsIn(job).map((one) => one.createdAt);
  return Math.max(job.updatedAt, ...activity);
}

function sharedShape(account: SmartRecruiters, job: Job) {
  const { id, title, code, createdAt, updatedAt } = job;
  return {
    id,
    title,
    refNumber: code,
    createdOn: isoOf(createdAt),
    updatedOn: isoOf(updatedAt),
    lastActivityOn: isoOf(lastActivityOf(account, job)),
    ...compact({ department: departmentOf(account, job) }),
    location: locationOf(job),
    status: jobStatusOf(job),
    postingStatus: postingStatusOf(job),
  };
}

function locationOf({ place, isRemote }: Job) {
  if (place === null) return { remote: isRemote };
  const { street: address, postalCode } = place;
  return { ...placeOf(place), address, postalCode, manual: false, remote: isRemote };
}

/** As lists show it: the place has no coordinates. */
export function listedJob(account: SmartRecruiters, job: Job, origin: string): object {
  return shown(job, {
    ...sharedShape(account, job),
    language: english,
    actions: { details: link(origin, `/jobs/${job.id}`) },
  });
}

/** Ids of types are words of ours. */
export const employmentTypes: Readonly<Record<Job['employment'], { id: string; label: string }>> = {
  'full time': { id: 'permanent', label: 'Full-time' },
  'part time': { id: 'part-time', label: 'Part-time' },
  contract: { id: 'contract', label: 'Contract' },
  temporary: { id: 'temporary', label: 'Temporary' },
  intern: { id: 'intern', label: 'Intern' },
};

export const industry = { id: 'computer_software', label: 'Computer Software' };

export function levelOf({ title }: Job) {
  const isSenior = /^(Senior|Staff|Lead) /.test(title);
  return isSenior
    ? { id: 'mid_senior_level', label: 'Mid-Senior Level' }
    : { id: 'associate', label: 'Associate' };
}

export function functionOf({ title }: Job) {
  const isTechnical = /Engineer|Ingénieur|Data/.test(title);
  return isTechnical
    ? { id: 'engineering', label: 'Engineering' }
    : { id: 'general_business', label: 'General Business' };
}

export function jobShape(account: SmartRecruiters, job: Job, origin: string): object {
  const { id, salary, place, createdAt } = job;
  const path = `/jobs/${id}`;
  const creator = account.company.tables.users.get(job.recruiterId);
  const shared = sharedShape(account, job);
  const [longitude, latitude] = ['13.405', '52.52'];
  return shown(job, {
    ...shared,
    location: { ...shared.location, ...(place !== null && { longitude, latitude }) },
    targetHiringDate: isoOf(createdAt + 90 * dayMs),
    industry,
    function: functionOf(job),
    typeOfEmployment: employmentTypes[job.employment],
    experienceLevel: levelOf(job),
    template: false,
    creator: { id: creator.id, firstName: creator.givenName, lastName: creator.familyName },
    ...compact({ compensation: salary === null ? null : compensationOf(salary, numberOf(id)) }),
    jobAd: { sections: sectionsOf(job), language: english },
    properties: propertiesOf(job),
    actions: {
      hiringTeam: link(origin, `${path}/hiring-team`),
      publications: link(origin, `${path}/publication`),
      positions: link(origin, `${path}/positions`),
      applyOnWeb: link('https://jobs.smartrecruiters.com', `/${account.identifier}/${id}`),
      details: link(origin, path),
    },
  });
}

/** Some say where a salary begins, and no more. */
function compensationOf({ min, max, currency }: NonNullable<Job['salary']>, number: number) {
  return number % 7 === 0 ? { min, currency } : { min, max, currency };
}

/** Some jobs have no value of a custom field. */
function propertiesOf({ id, code }: Job): object[] {
  const number = numberOf(id);
  const brand = { id: derivedId('brand', String(number % 2)), label: `Brand ${number % 2}` };
  const center = { label: code };
  return [
    { id: derivedId('job property', 'Brands'), label: 'Brands', value: brand },
    ...(number % 3 === 0
      ? [{ id: derivedId('job property', 'Cost centre'), label: 'Cost centre', value: center }]
      : []),
  ];
}

export function sectionsOf({ description }: Job): object {
  return {
    companyDescription: { title: 'Company Description', text: '<p>We make things &amp; tea.</p>' },
    jobDescription: { title: 'Job Description', text: description },
    qualifications: { title: 'Qualifications', text: '<ul><li>Curiosity</li></ul>' },
    additionalInformation: { title: 'Additional Information', text: '' },
    videos: { urls: [] },
  };
}

export interface JobAd {
  job: Job;
  id: string;
  /** Of its posting, if there is one. */
  uuid: string;
  isDefault: boolean;
  language: typeof english;
}

/** Every fourth job also has an ad in German. */
export function adsOf(job: Job): JobAd[] {
  const languages = numberOf(job.id) % 4 === 0 ? [english, german] : [english];
  return languages.map((language) => ({
    job,
    id: derivedId(job.id, 'ad', language.code),
    uuid: derivedId(job.id, 'posting', language.code),
    isDefault: language === english,
    language,
  }));
}

export function adShape({ identifier }: SmartRecruiters, ad: JobAd, origin: string): object {
  const { job, id, uuid, isDefault, language } = ad;
  const status = postingStatusOf(job);
  const isPosted = status !== 'NOT_PUBLISHED';
  const apply = `https://jobs.smartrecruiters.com/oneclick-ui/company/${identifier}/publication/${uuid}`;
  return {
    id,
    title: isDefault ? job.title : `${job.title} (m/w/d)`,
    language,
    jobAd: sectionsOf(job),
    createdOn: isoOf(job.createdAt),
    updatedOn: isoOf(job.updatedAt),
    ...(isPosted && { applyUrl: apply }),
    postingStatus: isPosted ? 'PUBLISHED' : 'NOT_PUBLISHED',
    default: isDefault,
    visibility: isPosted ? status : 'PUBLIC',
    creator: { id: job.recruiterId },
    actions: { postings: link(origin, `/jobs/${job.id}/jobads/${id}/postings`) },
  };
}

/** Members of a hiring team; the id of every second one is in its address alone. */
export function hiringTeamOf(account: SmartRecruiters, job: Job, origin: string): object[] {
  const number = numberOf(job.id);
  const users = account.users().filter(({ isActive }) => isActive);
  const others = ['COORDINATOR', 'INTERVIEW_TEAM', 'EXECUTIVE', 'Sourcing Partner'];
  const chosen = others
    .slice(0, number % 5)
    .map((role, index): [string, User | undefined] => [
      role,
      users[(number + index * 3) % users.length],
    ]);
  const roles: [string, string | undefined][] = [
    ['HIRING_MANAGER', job.hiringManagerId],
    ['RECRUITER', job.recruiterId],
    ...chosen.map(([role, user]): [string, string | undefined] => [role, user?.id]),
  ];
  return roles.flatMap(([role, id], index) =>
    id === undefined
      ? []
      : [
          {
            ...(index % 2 === 0 && { id }),
            role,
            actions: { details: link(origin, `/users/${id}`) },
          },
        ],
  );
}
