import { listStrings } from '../module.ts';
import { packageOf } from '../project.ts';
import type { Rule } from '../project.ts';

/** Statements as they begin; prose about them does not. */
const statement = new RegExp(
  String.raw`^\s*(--.*\s+)*(` +
    [
      String.raw`select\b[\s\S]*\bfrom\b`,
      String.raw`select\s+[\w.]+\(`,
      String.raw`with\s+\w+(\s*\([^)]*\))?\s+as\s*(materialized\s*)?\(`,
      String.raw`insert\s+into\s`,
      String.raw`update\s+\S+\s+(as\s+\w+\s+)?set\s`,
      String.raw`delete\s+from\s`,
      String.raw`copy\s+\S+(\s*\([^)]*\))?\s+(from|to)\s`,
      String.raw`(create|alter|drop)\s+(unique\s+)?(database|extension|function|index|role|schema|table|view)\s`,
      String.raw`(listen|notify|truncate|vacuum|analyze)\s+\w+\s*;?\s*$`,
      String.raw`(begin|commit|rollback)\s*;?\s*$`,
    ].join('|') +
    ')',
  'i',
);

/** Keeps SQL in the store, so that one package knows what the tables look like. */
export const sqlInStore: Rule = {
  name: 'sql-in-store',
  check: (project) =>
    project.modules
      .filter(({ path }) => !['store', null].includes(packageOf(path)))
      .flatMap((module) =>
        listStrings(module)
          .filter(({ text }) => statement.test(text))
          .map(({ text, line }) => ({
            path: module.path,
            line,
            message: `SQL outside the store: ${text.trim().slice(0, 60)}`,
          })),
      ),
};
