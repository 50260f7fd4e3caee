import type { Job } from '../kit/company-rows.ts';
import { openRoute } from '../kit/route.ts';
import type { Route } from '../kit/route.ts';
import { Answer } from '../kit/vendor-message.ts';
import { cdata, element, xml } from '../kit/xml.ts';
import type { XmlElement } from '../kit/xml.ts';
import type { Personio } from './personio.ts';
import { spoilt } from './shapes.ts';

/** `https://{subdomain}.jobs.personio.de/xml`: the published jobs, without credentials. */
export function feedRoute(personio: Personio): Route {
  return openRoute('GET /xml', ({ headers, query }) => {
    const [, named] = /^([^.]+)\.jobs\.personio\./.exec(headers.host ?? '') ?? [];
    const isOther = named !== undefined && named !== personio.subdomain;
    if (isOther || !personio.feed.isKnown) {
      return new Answer(301, '', { location: 'https://www.personio.de/' });
    }
    const language = query.get('language') ?? 'de';
    const published = [...personio.company.tables.jobs.values()].filter((job) =>
      personio.isPublished(job),
    );
    const positions = published.map((job) => positionOf(personio, job, language));
    return xml(element('workzag-jobs', {}, ...positions), 200, 'application/xml');
  });
}

const employmentTypes: Record<Job['employment'], string> = {
  'full time': 'permanent',
  'part time': 'permanent',
  contract: 'freelance',
  temporary: 'trainee',
  intern: 'intern',
};
const seniorities = ['entry-level', 'experienced', 'executive', 'student'];
const years = ['lt-1', '1-2', '2-5', '5-7', '7-10', '10-15', 'gt-15'];

/** A job by what the feed says of it, in the feed's order; null for what it leaves out. */
function positionOf(personio: Personio, job: Job, language: string): XmlElement {
  const { departments } = personio.company.tables;
  const { id, title, departmentId, place, isRemote, employment } = job;
  const turn = Number(id);
  const fields = {
    id,
    subcompany: 'Example Works GmbH',
    office: place?.city ?? '',
    additionalOffices: isRemote ? element('additionalOffices', element('office', 'Remote')) : null,
    department: departmentId === null ? '' : departments.get(departmentId).name,
    recruitingCategory: personio.categoryOf(job).name,
    name: title,
    jobDescriptions: descriptionsOf(job, language),
    employmentType: employmentTypes[employment],
    seniority: seniorities[turn % seniorities.length] ?? null,
    schedule: employment === 'part time' ? 'part-time' : 'full-time',
    yearsOfExperience: turn % 4 === 0 ? null : (years[turn % years.length] ?? null),
    keywords: 'team,coffee & books',
    occupation: 'office_management',
    occupationCategory: 'administrative_and_clerical',
    createdAt: feedMoment(job.createdAt, turn),
  };
  const shown = Object.entries(spoilt(job, fields)) as [string, XmlElement | string | null][];
  const elements = shown.map(([name, value]) => {
    if (value === null || typeof value === 'object') return value;
    return element(name, value);
  });
  return element('position', {}, ...elements);
}

const headings: Readonly<Record<string, readonly [about: string, offer: string]>> = {
  de: ['Deine Aufgaben', 'Warum wir'],
  en: ['Your tasks', 'Why us'],
};

/** Every other job has one part only. */
function descriptionsOf({ id, description }: Job, language: string): XmlElement {
  const [about, offer] = headings[language] ?? headings['de'] ?? ['', ''];
  const part = (name: string, html: string): XmlElement =>
    element('jobDescription', element('name', name), element('value', cdata(` ${html} `)));
  const isLong = Number(id) % 2 === 0;
  return element(
    'jobDescriptions',
    part(about, description),
    isLong ? part(offer, '<p>Fruit &amp; <em>friendly</em> people</p>') : null,
  );
}

/** `2016-05-31T12:14:07+0200`, as documented, or with a colon, as seen. */
function feedMoment(at: number, turn: number): string {
  if (turn % 2 === 0) return new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00');
  return new Date(at + 2 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+0200');
}
