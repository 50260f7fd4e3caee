import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseModule } from './module.ts';
import type { Module } from './module.ts';

/** Texts by path from the repository root, with forward slashes. */
export type SourceTree = ReadonlyMap<string, string>;

export interface Manifest {
  name: string;
  exports?: Record<string, string | object>;
  dependencies?: Record<string, string>;
}

export interface Project {
  tree: SourceTree;
  modules: Module[];
  /** By folder name under `packages/`. */
  manifests: ReadonlyMap<string, Manifest>;
}

export interface Violation {
  path: string;
  line: number;
  message: string;
}

/** A statement about the whole source that must hold. */
export interface Rule {
  name: string;
  check(project: Project): Violation[];
}

const areas = ['packages', 'tests', 'scripts'];
const skippedFolders = new Set(['node_modules', 'dist', '.cache', '.hirewire', '__pycache__']);

export function readSourceTree(root: string): SourceTree {
  const tree = new Map<string, string>();
  for (const area of areas) {
    for (const path of listFiles(root, area))
      tree.set(path, readFileSync(join(root, path), 'utf8'));
  }
  return tree;
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}

export function toProject(tree: SourceTree): Project {
  const modules: Module[] = [];
  const manifests = new Map<string, Manifest>();
  for (const [path, text] of tree) {
    if (path.endsWith('.ts')) modules.push(parseModule(path, text));
    const folder = /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1];
    if (folder !== undefined) manifests.set(folder, JSON.parse(text) as Manifest);
  }
  return { tree, modules, manifests };
}

/** The package that a path belongs to, or null for `tests` and `scripts`. */
export function packageOf(path: string): string | null {
  return /^packages\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** True for code that only runs in tests. */
export function isTest(path: string): boolean {
  return /\.test\.ts$|^tests\/|\/src\/(.+\/)?(testing|conformance|fixtures)\//.test(path);
}

/** True for what runs in front of a developer, never inside the product. */
export function isTooling(path: string): boolean {
  return isTest(path) || /^(packages\/[^/]+\/)?scripts\//.test(path);
}
