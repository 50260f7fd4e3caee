import type { Level } from './access.ts';
import type { Teamtailor } from './account.ts';

/** What a record is rendered for. */
export interface Scene {
  account: Teamtailor;
  resources: ReadonlyMap<string, Resource>;
  origin: string;
  version: number;
}

/** One record, whatever its resource. */
export interface Item {
  id: string;
  attributes: (scene: Scene) => Record<string, unknown>;
  links: () => Record<string, string>;
  related: (name: string) => (string | null)[];
  matches: (filter: string, value: string) => boolean;
  /** Epoch milliseconds; null where it has not happened. */
  momentOf: (name: string) => number | null;
}

export interface Relation {
  /** Null where only links are shown and nothing can be included. */
  type: string | null;
  isMany: boolean;
}

export interface Resource {
  type: string;
  level: Level;
  /** Those of a key of this level. */
  items: (account: Teamtailor) => Item[];
  find: (account: Teamtailor, id: string) => Item | null;
  relations: ReadonlyMap<string, Relation>;
  filters: readonly string[];
  moments: readonly string[];
  /** Filters that count even where a request does not name them. */
  defaults: Readonly<Record<string, string>>;
  isByCursor: boolean;
}
