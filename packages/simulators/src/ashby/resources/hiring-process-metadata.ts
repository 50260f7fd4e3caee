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
