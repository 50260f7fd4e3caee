import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyJob, AshbyJobPosting, AshbyLocation, AshbySurveyForm } from '../types.ts';
import { dayMs, isoOf } from '../../kit/calendar.ts';
import { postingCompensation } from './compensation.ts';
import { inventForm, inventSurvey, questionCount } from './forms.ts';

const organizationName = 'Musterwerk';
const linkedEmploymentTypes: Record<AshbyJob['employmentType'], string> = {
  FullTime: 'FULL_TIME',
  PartTime: 'PART_TIME',
  Contract: 'CONTRACTOR',
  Temporary: 'TEMPORARY',
  Intern: 'INTERN',
};

/** One to three postings for every job but drafts; those of jobs that ended are unpublished. */
export function seedPostings(random: SeededRandom, records: AshbyRecords): void {
  const organizationId = random.uuid();
  const surveys = {
    eeoc: inventSurvey(random, 'EEOC', organizationId),
    diversity: inventSurvey(random, 'Diversity', organizationId),
  };
  let index = 0;
  for (const job of records.jobs.values()) {
    if (job.status === 'Draft') continue;
    const count = random.pick([1, 1, 1, 2, 3]);
    for (let order = 0; order < count; order += 1) {
      const posting = inventPosting({ random, records, job, surveys, index });
      records.jobPostings.put(posting);
      job.jobPostingIds.push(posting.id);
      if (job.status !== 'Open' || order === 2) records.unpublishedPostingIds.add(posting.id);
      index += 1;
    }
  }
}

interface PostingSeed {
  random: SeededRandom;
  records: AshbyRecords;
  job: AshbyJob;
  surveys: { eeoc: AshbySurveyForm; diversity: AshbySurveyForm };
  index: number;
}

function inventPosting(seed: PostingSeed): AshbyJobPosting {
  const { random, records, job, index } = seed;
  const id = random.uuid();
  const location = records.locations.find(job.locationId ?? '') ?? remoteLocation(records);
  const published = Date.parse(job.openedAt ?? job.createdAt) + random.integer(0, 5) * dayMs;
  const deadline = random.chance(0.3) ? isoOf(published + 60 * dayMs) : null;
  const page = `https://jobs.ashbyhq.com/musterwerk/${id}`;
  return {
    id,
    title: job.title,
    ...description(job.title),
    ...team(records, job),
    jobId: job.id,
    locationName: location.name,
    locationIds: {
      primaryLocationId: location.id,
      secondaryLocationIds: job.secondaryLocationIds,
    },
    linkedData: linkedData(job, isoOf(published).slice(0, 10)),
    publishedDate: isoOf(published).slice(0, 10),
    applicationDeadline: deadline,
    address: location.address,
    isRemote: location.isRemote,
    workplaceType: random.chance(0.9) ? location.workplaceType : null,
    employmentType: job.employmentType,
    // The first two forms ask everything, so that every type of question occurs.
    applicationFormDefinition: inventForm(random, index < 2 ? questionCount : random.integer(0, 6)),
    surveyFormDefinitions: surveysOf(seed, location),
    isListed: index % 4 !== 3,
    suppressDescriptionOpening: false,
    suppressDescriptionClosing: false,
    externalLink: random.chance(0.5) ? page : null,
    applyLink: `${page}/application`,
    compensation: postingCompensation(
      job.compensation?.compensationTiers ?? [],
      random.chance(0.6),
    ),
    updatedAt: random.moment(published, published + 30 * dayMs),
    applicationLimitCalloutHtml: null,
  };
}

function surveysOf({ surveys, index }: PostingSeed, { address }: AshbyLocation): AshbySurveyForm[] {
  const isAmerican = address?.postalAddress.addressCountry === 'United States';
  return [
    ...(isAmerican || index === 0 ? [surveys.eeoc] : []),
    ...(index % 3 === 0 ? [surveys.diversity] : []),
  ];
}

function remoteLocation(records: AshbyRecords): AshbyLocation {
  const found = [...records.locations.values()].find(
    ({ isRemote, isArchived }) => isRemote && !isArchived,
  );
  if (found === undefined) throw new Error('The seed has no remote location');
  return found;
}

function team(
  records: AshbyRecords,
  job: AshbyJob,
): Pick<AshbyJobPosting, 'departmentName' | 'teamName' | 'teamNameHierarchy'> {
  const own = records.departments.find(job.departmentId ?? '');
  const parent = records.departments.find(own?.parentId ?? '');
  const names = [parent, own].flatMap((one) => (one === null ? [] : [one.name]));
  return {
    departmentName: names[0] ?? 'General',
    teamName: names.at(-1) ?? 'General',
    teamNameHierarchy: names,
  };
}

function description(
  title: string,
): Pick<
  AshbyJobPosting,
  'descriptionPlain' | 'descriptionHtml' | 'descriptionSocial' | 'descriptionParts'
> {
  const plain = `${organizationName} is looking for a ${title}.\n\nYou will work with people & tools.`;
  const html = `<p>${organizationName} is looking for a ${title}.</p><p>You will work with people &amp; tools.</p>`;
  return {
    descriptionPlain: plain,
    descriptionHtml: html,
    descriptionSocial: `Join us as ${title}`,
    descriptionParts: {
      descriptionOpening: null,
      descriptionBody: { html, plain },
      descriptionClosing: null,
    },
  };
}

/** https://developers.google.com/search/docs/appearance/structured-data/job-posting */
function linkedData(job: AshbyJob, datePosted: string): Record<string, unknown> {
  return {
    '@context': 'https://schema.org/',
    '@type': 'JobPosting',
    title: job.title,
    description: job.title,
    identifier: { '@type': 'PropertyValue', name: organizationName, value: job.id },
    datePosted,
    hiringOrganization: {
      '@type': 'Organization',
      name: organizationName,
      sameAs: 'https://musterwerk.example.com',
    },
    jobLocation: { '@type': 'Place', address: { '@type': 'PostalAddress' } },
    employmentType: linkedEmploymentTypes[job.employmentType],
  };
}
