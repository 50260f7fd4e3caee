import type { Source } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Input } from '../kit/fields.ts';
import type { Route } from '../kit/route.ts';
import { refusal, secured } from './access.ts';
import { pageFrom, requireParameters } from './lists.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';
import { link, listed } from './words.ts';

interface SourceType {
  id: string;
  label: string;
  subtypes: readonly { id: string }[];
}

const types: Readonly<Record<string, SourceType>> = {
  Inbound: {
    id: 'JOB_BOARD',
    label: 'Job boards & websites',
    subtypes: [{ id: 'FREE' }],
  },
  Sourced: { id: 'SOURCING', label: 'Sourcing', subtypes: [] },
  Referral: { id: 'REFERRALS', label: 'Employee referrals', subtypes: [] },
  Agency: { id: 'RECRUITERS', label: 'Recruiters', subtypes: [] },
};

const typeOf = ({ kind }: Source): SourceType | undefined => types[kind];

export function sourceTypeOf({ company }: SmartRecruiters, id: string): string | null {
  const source = company.tables.sources.find(id);
  return source === null ? null : (typeOf(source)?.id ?? null);
}

export const sourceFields = is.shape({
  sourceTypeId: is.required(is.filledText),
  sourceSubTypeId: is.text,
  sourceId: is.required(is.filledText),
});

/** The id of the source that a request names; null if it names none. */
export function sourceIn({ company }: SmartRecruiters, details: unknown): string | null {
  if (details === undefined) return null;
  const input = details as Input;
  const type = Object.values(types).find(({ id }) => id === input['sourceTypeId']);
  if (type === undefined) throw refusal(404, 'SOURCE_TYPE_NOT_FOUND', 'There is no such type');
  const source = company.tables.sources.find(is.textOf(input, 'sourceId'));
  if (source === null || typeOf(source) !== type) {
    throw refusal(400, 'SOURCE_NOT_FOUND', `There is no such source of type ${type.id}`);
  }
  return source.id;
}

export function sourceRoutes(account: SmartRecruiters): Route[] {
  const sources = (): Source[] => [...account.company.tables.sources.values()];
  const shape = (source: Source, origin: string): object => ({
    id: source.id,
    label: source.name,
    sourceSubType: typeOf(source)?.subtypes[0]?.id ?? '',
    actions: { sourceDetails: link(origin, `/configuration/sources/${source.id}`) },
  });
  return [
    secured('GET /configuration/sources', 'configuration_read', (call) => {
      requireParameters(call);
      const content = Object.values(types).map((type) => ({
        ...type,
        actions: { values: link(call.origin, `/configuration/sources/${type.id}/values`) },
      }));
      return listed(content);
    }),
    secured('GET /configuration/sources/:type/values', 'configuration_read', (call) => {
      requireParameters(call, ['sourceSubType', 'limit', 'offset']);
      const { type } = call.params;
      const rows = sources().filter((source) => typeOf(source)?.id === type);
      return pageFrom(account, call, rows, (source) => shape(source, call.origin));
    }),
    secured('GET /configuration/sources/:id', 'configuration_read', (call) => {
      requireParameters(call);
      const source = account.find('sources', call.params['id'], 'SOURCE_NOT_FOUND');
      const type = typeOf(source);
      return { label: source.name, type: type?.label, subType: type?.subtypes[0]?.id ?? '' };
    }),
  ];
}
