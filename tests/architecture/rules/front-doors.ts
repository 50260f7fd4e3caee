import { posix } from 'node:path';
import { isTest, isTooling, packageOf } from '../project.ts';
import type { Project, Rule } from '../project.ts';

/** Exports that exist for tests only. */
const testDoors = ['./testing', './conformance'];

/** Lets a package be entered through its `exports` only. */
export const frontDoors: Rule = {
  name: 'front-doors',
  check: (project) =>
    project.modules.flatMap(({ path, imports }) =>
      imports.flatMap(({ specifier, line }) => {
        const message = specifier.startsWith('.')
          ? judgeRelative(path, specifier)
          : judgePackage(project, path, specifier);
        return message === null ? [] : [{ path, line, message }];
      }),
    ),
};

function judgeRelative(path: string, specifier: string): string | null {
  const target = posix.join(posix.dirname(path), specifier);
  if (!/\.(ts|json|css|vue)$/.test(specifier)) return `${specifier} lacks its file ending`;
  if (packageOf(target) !== packageOf(path)) {
    return `${specifier} leaves its package; import the package by its name`;
  }
  if (target.endsWith('.test.ts')) return `${specifier} is a test file`;
  if (isTest(target) && !isTooling(path)) return `${specifier} is for tests`;
  return null;
}

function judgePackage(project: Project, path: string, specifier: string): string | null {
  const [, folder, rest] = /^@hirewire\/([^/]+)(\/.*)?$/.exec(specifier) ?? [];
  if (folder === undefined) return null;
  if (folder === packageOf(path)) return `${specifier} is the file's own package`;
  const door = `.${rest ?? ''}`;
  if (project.manifests.get(folder)?.exports?.[door] === undefined) {
    return `${specifier} is not among the exports of ${folder}`;
  }
  return testDoors.includes(door) && !isTooling(path) ? `${specifier} is for tests` : null;
}
