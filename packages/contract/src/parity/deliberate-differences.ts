/** A place where we differ from the published contract on purpose. */
export interface DeliberateDifference {
  /** Pattern for `<operation or webhook>/<place>`, such as `get-jobs/query`. */
  readonly where: RegExp;
  readonly path: string;
  readonly aspect: string;
  readonly reason: string;
}

const closedFilter =
  'Only these words are documented. Any other is a typing error, told instead of an empty page.';
const optionalBody =
  'Every field has a default, so a request without a body means the same as `{}`.';
const whichTools =
  'Which tools exist depends on the installed connectors; the server checks the name.';
const hasRemoteData =
  'No published document shows it here, and none says that it is missing. Every other list has it.';
const onlyAts = 'We only ever send ATS models; the list also has those of other products.';

/** The whole list. The parity test fails on a difference that is not here, and on a stale entry. */
export const deliberateDifferences: readonly DeliberateDifference[] = [
  { where: /^get-applications\/query$/, path: 'outcomes[]', aspect: 'words', reason: closedFilter },
  { where: /^get-jobs\/query$/, path: 'statuses[]', aspect: 'words', reason: closedFilter },
  { where: /^get-jobs\/query$/, path: 'employment_types[]', aspect: 'words', reason: closedFilter },
  { where: /^get-jobs\/query$/, path: 'visibilities[]', aspect: 'words', reason: closedFilter },
  { where: /^get-roles\/query$/, path: 'scopes[]', aspect: 'words', reason: closedFilter },
  {
    where: /^get-assessment-orders\/query$/,
    path: 'statuses[]',
    aspect: 'words',
    reason: closedFilter,
  },
  {
    where: /^create-(application|candidate)\/body$/,
    path: 'screening_question_answers[].answer',
    aspect: 'alternative',
    reason: 'A date answer is one of the texts; which text is a date only the question knows.',
  },
  {
    where: /^create-connection-link\/body$/,
    path: 'integration_tool',
    aspect: 'words',
    reason: whichTools,
  },
  {
    where: /^create-connection-link\/body$/,
    path: 'integration_tool',
    aspect: 'wordsSince',
    reason: whichTools,
  },
  {
    where: /^(trigger-sync|create-reconnection-link|delete-integration)\/operation$/,
    path: '',
    aspect: 'bodyRequired',
    reason: optionalBody,
  },
  {
    where: /^data-changed\/webhook$/,
    path: 'data.changed_models[].name',
    aspect: 'words',
    reason: onlyAts,
  },
  {
    where: /^data-changed\/webhook$/,
    path: 'data.changed_models[].name',
    aspect: 'wordsSince',
    reason: onlyAts,
  },
  {
    where: /^get-(notes|ats-scorecards)\/response$/,
    path: 'data.results[].remote_data',
    aspect: 'presence',
    reason: hasRemoteData,
  },
  {
    where: /^(inline-)?assessment-order-received\/webhook$/,
    path: 'data.candidate.email',
    aspect: 'limits',
    reason: 'The event holds the order as its list has it, where this is an e-mail address.',
  },
];
