import type { Job, Question } from '../kit/company-rows.ts';
import { partId } from './greenhouse.ts';
import { forEachJob, officesOf, partOf, stampsOf } from './job-lists.ts';
import { entryOf } from './lists.ts';
import type { List } from './lists.ts';
import { kinds, momentOf, postIdOf } from './shapes.ts';

/** The job boards; the token of the internal one is documented. */
export const boards = {
  external: { id: 801, token: 'acme' },
  internal: { id: 802, token: 'internal' },
} as const;
export const organisation = { name: 'Acme', about: '<p>Come and build with us.</p>' } as const;
export const basePay = { id: 811, title: 'Base salary', blurb: null };

const answerTypes: Readonly<Record<Question['type'], string>> = {
  text: 'input_text',
  number: 'input_text',
  date: 'input_text',
  url: 'input_text',
  'long text': 'textarea',
  'yes or no': 'multi_value_single_select',
  choice: 'multi_value_single_select',
  choices: 'multi_value_multi_select',
  file: 'input_file',
};
const contactQuestions = [
  ['First Name', 'first_name', 'input_text', true],
  ['Last Name', 'last_name', 'input_text', true],
  ['Email', 'email', 'input_text', true],
  ['Phone', 'phone', 'input_text', false],
  ['Resume/CV', 'resume', 'input_file', false],
  ['Cover Letter', 'cover_letter', 'input_file', false],
] as const;

/** Names and types are documented; `answer_options` within is ours, `description` the Job Board's (README). */
export function questionShapes({ questions }: Job) {
  const yesOrNo = [
    { label: 'No', value: 0 },
    { label: 'Yes', value: 1 },
  ];
  const own = questions.map(({ id, text, type, isRequired, options }) => ({
    label: text,
    description: isRequired ? '<p>We read every answer.</p>' : null,
    name: type === 'choices' ? `question_${id}[]` : `question_${id}`,
    required: isRequired,
    private: false,
    answer_type: answerTypes[type],
    answer_options:
      type === 'yes or no'
        ? yesOrNo
        : options.map((option) => ({ label: option.text, value: Number(option.id) })),
  }));
  const contact = contactQuestions.map(([label, name, answer_type, required]) => ({
    label,
    description: null,
    name,
    required,
    private: false,
    answer_type,
    answer_options: [],
  }));
  return [...contact, ...own];
}

export interface PostDraft {
  id: number;
  isInternal: boolean;
  isLive: boolean;
}

/** An external post of everything that was opened, and an internal one of every fourth job. */
export function postsOf(job: Job): PostDraft[] {
  const id = postIdOf(job);
  if (id === null) return [];
  const isOpen = job.status === 'open';
  const external = { id, isInternal: false, isLive: isOpen && job.isPublished };
  if (Number(job.id) % 4 !== 0) return [external];
  return [external, { id: partId(kinds.internalPost, job.id), isInternal: true, isLive: isOpen }];
}

export function publicUrlOf(postId: number): string {
  return `https://job-boards.example.com/${boards.external.token}/jobs/${postId}`;
}

/** Some posts ask who somebody is; the answers are in no list. */
export function demographicSetOf({ id }: Pick<Job, 'id'>): number | null {
  return Number(id) % 4 === 1 ? 841 : null;
}

export function postShape(job: Job, { id, isInternal, isLive }: PostDraft) {
  return {
    active: job.status === 'open',
    content: job.description,
    demographic_question_set_id: demographicSetOf(job),
    featured: false,
    first_published_at: isLive ? momentOf(job.openedAt) : null,
    internal: isInternal,
    internal_content: isInternal ? '<p>For colleagues.</p>' : null,
    job_board_id: (isInternal ? boards.internal : boards.external).id,
    job_id: Number(job.id),
    language: 'en',
    live: isLive,
    public_url: isInternal ? null : publicUrlOf(id),
    questions: questionShapes(job),
    title: job.title,
  };
}

const posts = forEachJob((job) =>
  postsOf(job).map((post) =>
    entryOf({ ...stampsOf(job), id: post.id }, () => postShape(job, post)),
  ),
);

const searchableLocations = forEachJob((job) => {
  const { place } = job;
  const post = postIdOf(job);
  if (place === null || post === null) return [];
  const shape = {
    city: place.city,
    country_long_name: place.country,
    country_short_name: place.countryCode,
    county: null,
    job_post_id: post,
    latitude: 52.5,
    location: `${place.city}, ${place.country}`,
    longitude: 13.4,
    postal_code: place.postalCode,
    region_long_name: place.region,
    region_short_name: null,
  };
  return [partOf(job, kinds.place, 0, () => shape)];
});

const locations = forEachJob((job) => {
  const post = postIdOf(job);
  return officesOf(job).flatMap((office, index) =>
    post === null
      ? []
      : partOf(job, kinds.place, 50 + index, () => ({
          custom_location_id: null,
          job_post_id: post,
          office_id: office,
          plain_text_location: job.place?.city ?? null,
          type: 'office',
        })),
  );
});

/** Every fifth salary is also given in another currency. */
export function payRangesOf({ salary, id }: Pick<Job, 'salary' | 'id'>) {
  if (salary === null) return [];
  const other = salary.currency === 'USD' ? 'EUR' : 'USD';
  const currencies = Number(id) % 5 === 0 ? [salary.currency, other] : [salary.currency];
  return currencies.map((currency_type) => ({
    currency_type,
    max_cents: salary.max * 100,
    min_cents: salary.min * 100,
  }));
}

const payRanges = forEachJob((job) => {
  const job_post_id = postIdOf(job);
  if (job_post_id === null) return [];
  return payRangesOf(job).map((range, index) =>
    partOf(job, kinds.payRange, index, () => ({ ...range, job_post_id, pay_input_id: basePay.id })),
  );
});

/** How jobs are published. */
export const postLists: Readonly<Record<string, List>> = {
  job_posts: {
    entries: posts,
    filters: 'job_ids job_board_ids active? featured? live? internal?',
  },
  job_post_locations: {
    entries: locations,
    filters:
      'office_ids job_post_ids custom_location_ids type=free_text|office|custom_list plain_text_location',
  },
  job_post_searchable_locations: { entries: searchableLocations, filters: 'job_post_ids' },
  pay_input_ranges: { entries: payRanges, filters: 'pay_input_ids job_post_ids' },
};
