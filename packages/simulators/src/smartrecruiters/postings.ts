import { isoOf } from '../kit/calendar.ts';
import {
  departmentOf,
  employmentTypes,
  functionOf,
  industry,
  levelOf,
  postingStatusOf,
  sectionsOf,
} from './job-shapes.ts';
import type { JobAd } from './job-shapes.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';
import { compact, derivedId } from './words.ts';

/** Postings have a long number beside their UUID. */
export function postingNumberOf({ uuid }: JobAd): string {
  const digits = Number.parseInt(uuid.replaceAll('-', '').slice(0, 11), 16);
  return `7439${String(digits).padStart(14, '0')}`;
}

/** A published ad, as the careers site shows it: in a list, or with its texts. */
export function postingShape(
  account: SmartRecruiters,
  ad: JobAd,
  origin: string,
  isWhole: boolean,
): object {
  const { job, uuid, id: jobAdId, isDefault, language } = ad;
  const { identifier } = account;
  const id = postingNumberOf(ad);
  const { id: levelId, label: levelName } = levelOf(job);
  const creator = account.company.tables.users.get(job.recruiterId);
  const { place } = job;
  const page = `https://jobs.smartrecruiters.com/${identifier}/${id}`;
  return {
    id,
    uuid,
    name: isDefault ? job.title : `${job.title} (m/w/d)`,
    jobAdId,
    defaultJobAd: isDefault,
    refNumber: job.code,
    company: { identifier, name: 'Example Company' },
    releasedDate: isoOf(job.openedAt ?? job.createdAt),
    location: {
      ...(place !== null && {
        country: place.countryCode.toLowerCase(),
        region: place.region,
        city: place.city,
      }),
      remote: job.isRemote,
    },
    industry,
    ...compact({ department: departmentOf(account, job) }),
    function: functionOf(job),
    typeOfEmployment: employmentTypes[job.employment],
    experienceLevel: { id: levelId, name: levelName },
    customField: [
      {
        fieldId: derivedId('job property', 'Brands'),
        fieldLabel: 'Brands',
        valueId: derivedId('brand', '0'),
        valueLabel: 'Brand 0',
      },
    ],
    ref: `${origin}/v1/companies/${identifier}/postings/${id}`,
    creator: { name: `${creator.givenName} ${creator.familyName}`.trim() },
    language,
    visibility: postingStatusOf(job),
    ...(isWhole && {
      jobId: job.id,
      applyUrl: `${page}?oga=true`,
      postingUrl: page,
      referralUrl: `${page}?referral=true`,
      jobAd: { sections: sectionsOf(job) },
      active: true,
    }),
  };
}
