import type { ModelName } from '@hirewire/connector-kit';
import { scopeProblem, disabledBy } from '@hirewire/contract';
import { modelNames } from '@hirewire/store';
import { z } from 'zod';
import { exclusionsOf } from '../records/exclude-fields.ts';

/** The setting that says what an integration does without. The store looks at it, too. */
export const DisabledScopes = z.array(
  z.string().superRefine((name, context) => {
    const message = scopeProblem(name);
    if (message !== null) context.addIssue({ code: 'custom', message });
  }),
);

type Settings = Readonly<Record<string, unknown>>;

/** The names of what is disabled, as they were given. */
export function disabledNames({ switched_off: names }: Settings): readonly string[] {
  // One that this version does not know any more must not enable the others.
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** Everything that is disabled in an integration with these settings. */
export function disabledScopes(settings: Settings): ReadonlySet<string> {
  return disabledBy(disabledNames(settings));
}

export function isModelDisabled(settings: Settings, model: ModelName): boolean {
  return disabledScopes(settings).has(`ats_${model}`);
}

/** Models whose records are others, or none, after such a change of settings. */
export function modelsChanged(before: Settings, after: Settings): ModelName[] {
  const [were, are] = [exclusionsOf(disabledScopes(before)), exclusionsOf(disabledScopes(after))];
  return modelNames.filter((model) => JSON.stringify(were[model]) !== JSON.stringify(are[model]));
}
