import { isoOf } from '../kit/calendar.ts';
import type { Department, Job } from '../kit/company-rows.ts';
import { places } from '../kit/places.ts';
import type { Place } from '../kit/places.ts';
import { partId } from './greenhouse.ts';
import type { Greenhouse } from './greenhouse.ts';
import { employmentNames, officesOf } from './job-lists.ts';
import {
  basePay,
  demographicSetOf,
  payRangesOf,
  postsOf,
  publicUrlOf,
  questionShapes,
} from './post-lists.ts';
import { fieldDefinitions, idOf, kinds } from './shapes.ts';

// Shapes of https://developers.greenhouse.io/job-board.html

/** A post as a board knows it: published, of a job. */
export interface BoardPost {
  job: Job;
  postId: number;
}

/** What somebody who looks at the board sees. */
export function publishedPosts({ company }: Greenhouse): BoardPost[] {
  return Array.from(company.tables.jobs.values()).flatMap((job) =>
    postsOf(job)
      .filter(({ isInternal, isLive }) => isLive && !isInternal)
      .map(({ id: postId }) => ({ job, postId })),
  );
}

/** The board shows New York's time. */
function easternOf(at: number): string {
  return `${isoOf(at - 5 * 3_600_000).slice(0, 19)}-05:00`;
}

/** Names of elements and signs arrive as entities. */
function escapeHtml(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return html.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

function nameOf(place: Place | null | undefined): string {
  return place === null || place === undefined ? 'Remote' : `${place.city}, ${place.country}`;
}

/** As departments and offices show a post. */
export function briefShape({ job, postId }: BoardPost) {
  const { place, title, updatedAt } = job;
  return {
    id: postId,
    title,
    location: { name: nameOf(place) },
    updated_at: easternOf(updatedAt),
    absolute_url: publicUrlOf(postId),
    language: 'en',
  };
}

export function listedShape(post: BoardPost) {
  const { job } = post;
  const { id, name, type } = fieldDefinitions[0];
  return {
    ...briefShape(post),
    internal_job_id: Number(job.id),
    requisition_id: job.code,
    metadata: [{ id, name, value_type: type, value: employmentNames[job.employment] }],
  };
}

/** What a list shows besides with `content=true`. */
export function contentShape(greenhouse: Greenhouse, { job }: BoardPost): object {
  const department = greenhouse.company.tables.departments.find(job.departmentId ?? '');
  const ids = officesOf(job);
  return {
    content: escapeHtml(job.description),
    departments: department === null ? [] : [departmentShape(greenhouse, department)],
    offices: offices.flatMap((office, index) =>
      ids.includes(office.id) ? { ...office, location: nameOf(places[index]) } : [],
    ),
  };
}

export function departmentShape({ company }: Greenhouse, { id, name, parentId }: Department) {
  const children = [...company.tables.departments.values()].filter((one) => one.parentId === id);
  return {
    id: Number(id),
    name,
    parent_id: idOf(parentId),
    child_ids: children.map((child) => Number(child.id)),
  };
}

export const offices = places.map(({ city }, index) => ({
  id: partId(kinds.office, '0', index),
  name: city,
  parent_id: null,
  child_ids: new Array<number>(),
}));

const withConsent = ['DE', 'FR', 'PL'];

export function jobShape(
  post: BoardPost,
  { hasQuestions, hasPay }: { hasQuestions: boolean; hasPay: boolean },
): object {
  const { job } = post;
  const consent = {
    type: 'gdpr',
    requires_consent: true,
    requires_processing_consent: false,
    requires_retention_consent: false,
    retention_period: 180,
  };
  const { title, blurb } = basePay;
  return {
    ...listedShape(post),
    content: escapeHtml(job.description),
    data_compliance: withConsent.includes(job.place?.countryCode ?? '') ? [consent] : [],
    ...(hasQuestions && formShape(job)),
    ...(hasPay && {
      pay_input_ranges: payRangesOf(job).map((range) => ({ ...range, title, blurb })),
    }),
  };
}

/** Half of the posts ask for a location, some for who somebody is. */
function formShape(job: Job): object {
  return {
    questions: questionShapes(job).map(boardQuestion),
    ...(Number(job.id) % 2 === 0 && { location_questions: locationQuestions }),
    ...(demographicSetOf(job) !== null && { demographic_questions: demographicQuestions }),
  };
}

/** Files of the candidate may be texts, too. Fields without a choice have no values. */
function boardQuestion(question: ReturnType<typeof questionShapes>[number]): object {
  const { label, description, name, required, answer_type: type, answer_options } = question;
  const values = type.startsWith('multi_value') && { values: answer_options };
  const isOfCandidate = ['resume', 'cover_letter'].includes(name);
  const asText = isOfCandidate ? [{ name: `${name}_text`, type: 'textarea' }] : [];
  return {
    required,
    label,
    ...(description !== null && { description }),
    fields: [{ name, type, ...values }, ...asText],
  };
}

const locationQuestions = [
  ['Location', 'location', 'input_text'],
  ['Latitude', 'latitude', 'input_hidden'],
  ['Longitude', 'longitude', 'input_hidden'],
].map(([label, name, type]) => ({ label, fields: [{ name, type, values: [] }], required: false }));

const demographicQuestions = {
  header: 'Diversity at Acme',
  description: '<p>Nobody who decides sees your answers.</p>',
  questions: [
    {
      id: 842,
      label: 'Which age group are you in?',
      required: false,
      type: 'multi_value_single_select',
      answer_options: [
        { id: 843, label: 'Under 40', free_form: false },
        { id: 844, label: '40 or over', free_form: false },
        { id: 845, label: 'I describe it myself', free_form: true },
      ],
    },
  ],
};
