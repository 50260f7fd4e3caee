import { parseResults } from '@hirewire/connector-kit';
import type { ApplicationStageRecord, ConnectorContext, ModelName } from '@hirewire/connector-kit';
import { readWholeList } from '../call-personio.ts';
import { PersonioCategory } from '../remote-types.ts';
import type { PersonioStage } from '../remote-types.ts';
import { systemStages } from '../vocabulary.ts';

export const categoriesPath = '/v2/recruiting/categories';

/** Models whose reads take the categories. */
const readers = 3;

/** The stages of all categories of jobs, and those that every account has. */
export interface StageBook {
  stages: readonly ApplicationStageRecord[];
  /** The stages of a category in their order. */
  ofCategory: (categoryId: string | null | undefined) => readonly string[];
  /** The id of the stage that an application is in; null where there is nothing to tell. */
  idOf: (stage: PersonioStage | null | undefined) => string | null;
  /** How an application is put into a stage (`phase` of v1); null where it cannot be. */
  phaseOf: (stageId: string) => Phase | null;
}

export type Phase = { type: 'system'; id: string } | { type: 'custom'; id: number };

/** https://developer.personio.de/reference/get_v2-recruiting-categories */
export async function readStageBook(
  context: ConnectorContext,
  model: ModelName,
  { isShared }: { isShared: boolean },
): Promise<StageBook> {
  const list = { path: categoriesPath, takesLimit: false };
  const rows = isShared
    ? await context.shareRead({ key: categoriesPath, readers }, () => readWholeList(context, list))
    : await readWholeList(context, list);
  const found = parseResults(PersonioCategory, Array.isArray(rows) ? rows : [], { model, context });
  return toStageBook(found.map(({ parsed }) => parsed));
}

function toStageBook(categories: readonly PersonioCategory[]): StageBook {
  const stages = new Map<string, ApplicationStageRecord>();
  const words = new Map<string, string>();
  const idsByWord = new Map<string, string>();
  for (const stage of categories.flatMap((category) => category.stages ?? [])) {
    const id = stage.id ?? systemWordOf(stage);
    if (id === null || stages.has(id)) continue;
    stages.set(id, toRecord(id, stage));
    const word = systemWordOf(stage);
    if (word === null) continue;
    words.set(id, word);
    if (!idsByWord.has(word)) idsByWord.set(word, id);
  }
  // Whether categories list these, too, is not documented.
  for (const [word, name] of Object.entries(systemStages)) {
    if (idsByWord.has(word) || stages.has(word)) continue;
    stages.set(word, toRecord(word, { name, type: 'system' }));
    words.set(word, word);
    idsByWord.set(word, word);
  }
  const idOf: StageBook['idOf'] = (stage) => {
    const id = stage?.id ?? null;
    if (!stage || (id !== null && stages.has(id))) return id;
    return idsByWord.get(systemWordOf(stage) ?? '') ?? id;
  };
  const ordered = new Map(
    categories.map(({ id, stages: own }) => [
      id,
      [...new Set((own ?? []).flatMap((stage) => idOf(stage) ?? []))],
    ]),
  );
  return {
    stages: [...stages.values()],
    ofCategory: (categoryId) => ordered.get(categoryId ?? '') ?? [],
    idOf,
    phaseOf(stageId) {
      const word = words.get(stageId);
      if (word !== undefined) return { type: 'system', id: word };
      const id = Number(stageId);
      const isUsable = stages.has(stageId) && Number.isSafeInteger(id);
      return isUsable ? { type: 'custom', id } : null;
    },
  };
}

/** The word of a stage that every account has; null for one that the customer has made. */
function systemWordOf({ type, kind, id }: PersonioStage): string | null {
  if (type?.toLowerCase() === 'custom') return null;
  const words = [kind, type, id].map((word) => word?.toLowerCase() ?? '');
  return words.find((word) => Object.hasOwn(systemStages, word)) ?? null;
}

function toRecord(id: string, { name, type, kind }: PersonioStage): ApplicationStageRecord {
  return {
    remote_id: id,
    name,
    // Stages that are no longer in use are not listed.
    status: 'ACTIVE',
    remote_data: {
      [categoriesPath]: { id, name: name ?? null, type: type ?? null, kind: kind ?? null },
    },
  };
}
