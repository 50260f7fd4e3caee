import type { SeededRandom } from '../../kit/random.ts';
import type {
  AshbyCompensationComponent,
  AshbyCompensationTier,
  AshbyPostingCompensation,
} from '../types.ts';

/** The interval and what one such payment is, roughly. */
const salaries: [interval: string, low: number, word: string][] = [
  ['1 YEAR', 60_000, 'per year'],
  ['1 YEAR', 85_000, 'per year'],
  ['1 MONTH', 4_200, 'per month'],
  ['1 HOUR', 22, 'per hour'],
  ['1 DAY', 350, 'per day'],
  ['1 WEEK', 1_400, 'per week'],
  ['2 WEEK', 2_700, 'every two weeks'],
];

/** One tier with a salary and now and then something beside it. */
export function inventTier(random: SeededRandom): AshbyCompensationTier {
  const [interval, low, word] = random.pick(salaries);
  const currencyCode = random.pick(['EUR', 'USD', 'GBP', 'PLN']);
  const high = Math.round(low * 1.3);
  const salary: AshbyCompensationComponent = {
    id: random.uuid(),
    summary: `${currencyCode} ${low} – ${high} ${word}`,
    compensationType: 'Salary',
    interval,
    currencyCode,
    label: random.chance(0.5) ? 'Base' : null,
    minValue: low,
    maxValue: random.chance(0.9) ? high : null,
  };
  const components = random.chance(0.4) ? [salary, inventExtra(random)] : [salary];
  return {
    id: random.uuid(),
    title: random.chance(0.5) ? 'Tier 1' : null,
    additionalInformation: null,
    components,
    tierSummary: components.map(({ summary }) => summary).join(' • '),
  };
}

/** What a posting says of the tiers of its job. */
export function postingCompensation(
  tiers: AshbyCompensationTier[],
  isShown: boolean,
): AshbyPostingCompensation {
  return {
    compensationTierSummary: isShown ? (tiers[0]?.tierSummary ?? null) : null,
    summaryComponents: tiers.flatMap(({ components }) =>
      components.map(({ id: _id, ...rest }) => rest),
    ),
    compensationTiers: tiers,
    shouldDisplayCompensation: isShown,
    shouldDisplayCompensationOnJobBoard: isShown,
  };
}

function inventExtra(random: SeededRandom): AshbyCompensationComponent {
  const isEquity = random.chance(0.5);
  return {
    id: random.uuid(),
    summary: isEquity ? 'Offers equity' : 'Offers a bonus',
    compensationType: isEquity ? 'EquityPercentage' : 'Bonus',
    interval: isEquity ? 'NONE' : '1 TIME',
    currencyCode: isEquity ? null : 'EUR',
    label: null,
    minValue: null,
    maxValue: null,
  };
}
