import { filledText, required, textOf } from '../../kit/fields.ts';
import { includeArchived, isWanted, pagedList, wholeList } from '../method.ts';
import type { AshbyMethod } from '../method.ts';
import type {
  AshbyArchiveReason,
  AshbyCustomFieldDefinition,
  AshbySource,
  AshbyTag,
} from '../types.ts';

const scope = 'hiringProcessMetadata:read';

export const hiringProcessMetadataMethods: Record<string, AshbyMethod> = {
  'archiveReason.list': wholeList<AshbyArchiveReason>({
    scope,
    filters: includeArchived,
    collection: (records) => records.archiveReasons,
    accept: isWanted,
  }),
  'candidateTag.list': pagedList<AshbyTag>({
    scope,
    filters: includeArchived,
    collection: (records) => records.tags,
    accept: isWanted,
  }),
  'candidateTag.create': {
    scope: 'hiringProcessMetadata:write',
    fields: { title: required(filledText) },
    answer: ({ input, records, changes }) => {
      const title = textOf(input, 'title');
      const known = [...records.tags.values()].find((tag) => tag.title === title);
      const id = changes.random.uuid();
      return { results: known ?? records.tags.put({ id, title, isArchived: false }) };
    },
  },
  'customField.list': pagedList<AshbyCustomFieldDefinition>({
    scope,
    collection: (records) => records.customFields,
  }),
  'source.list': wholeList<AshbySource>({
    scope,
    filters: includeArchived,
    collection: (records) => records.sources,
    accept: isWanted,
    extra: { moreDataAvailable: false },
  }),
};
