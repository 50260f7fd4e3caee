import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { commandName, defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { UsageError } from '../errors.ts';
import type { Call } from '../io.ts';
import { addListAndShow } from './connectors-show.ts';
import { printAnswer } from '../output/print-answer.ts';

interface NewOptions extends SharedOptions {
  label?: string;
  folder?: string;
}

const packages = fileURLToPath(new URL('../../../', import.meta.url));
const template = path.join(packages, 'connectors/template');
/** What the template is called, in names and in texts. */
const placeholder = { tool: 'sample', label: 'Sample ATS' };

export function addConnectors(program: Command, call: Call): void {
  const connectors = program
    .command('connectors')
    .description('show what connects an ATS, and write connectors to others');
  addListAndShow(connectors, call);
  defineCommand(connectors, {
    usage: 'new <tool>',
    changes: false,
    summary: 'write the skeleton of a connector: a folder that loads, and reads one model',
    examples: [
      'connectors new acme --label "Acme Recruiting"',
      'connectors new acme --folder ../hirewire-acme',
    ],
  })
    .option('--label <name>', 'name of the ATS as people know it; default: the tool')
    .option('--folder <folder>', 'default: packages/connectors/src/<tool> of this Hirewire')
    .action((tool: string, options: NewOptions) => newConnector(call, tool, options));
}

async function newConnector(call: Call, tool: string, options: NewOptions): Promise<void> {
  const label = options.label ?? tool[0]?.toUpperCase() + tool.slice(1);
  checkNames(tool, label);
  const isOutside = options.folder !== undefined;
  const folder = path.resolve(options.folder ?? path.join(packages, 'connectors/src', tool));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`${folder} is not empty. Choose another --folder, or another tool.`);
  }
  const files = { ...(await readTemplate(tool, label)), ...(isOutside ? packageFiles(tool) : {}) };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  printAnswer(call, options, {
    answer: { tool, folder, files: Object.keys(files) },
    text: [
      `The skeleton of a connector for ${label} is in ${folder}:`,
      ...Object.keys(files).map((name) => `  ${name}`),
      '',
      'Next:',
      ...(isOutside ? stepsOutside(folder) : stepsInside(tool)),
      'docs/guides/write-a-connector.md explains each file. Replace every TODO.',
    ].join('\n'),
  });
}

function checkNames(tool: string, label: string): void {
  if (!/^[a-z][a-z0-9]{0,39}$/.test(tool)) {
    throw new UsageError(
      `'${tool}' cannot be the id of a tool: it must be a letter and up to 39 letters and digits, ` +
        'all lower case, such as acme. Use --label for its name.',
    );
  }
  // It is written into code.
  if (!/^[\p{L}\p{N}][\p{L}\p{N} .&+-]{0,59}$/u.test(label)) {
    throw new UsageError(
      `'${label}' cannot be the label of a tool: it must be up to 60 letters, digits, blanks and ` +
        'the characters . & + -',
    );
  }
}

async function readTemplate(tool: string, label: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(template, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (path.extname(name) === '') continue;
    const text = await readFile(path.join(template, name), 'utf8');
    files[rename(name)] = rename(text);
  }
  return files;

  function rename(text: string): string {
    return text
      .replaceAll(placeholder.label, () => label)
      .replaceAll(new RegExp(String.raw`\b${placeholder.tool}\b`, 'g'), tool);
  }
}

/** What a package of its own needs to find the kit, and to be checked by TypeScript. */
function packageFiles(tool: string): Record<string, string> {
  const kit = path.join(packages, 'connector-kit');
  const { dependencies } = readJson(path.join(kit, 'package.json')) as {
    dependencies: { zod: string };
  };
  const manifest = {
    name: `hirewire-${tool}`,
    version: '0.0.0',
    private: true,
    type: 'module',
    dependencies: { '@hirewire/connector-kit': `file:${kit}`, zod: dependencies.zod },
  };
  // npm puts it beside Hirewire or above it.
  const nodeTypes = createRequire(path.join(kit, 'package.json')).resolve(
    '@types/node/package.json',
  );
  const types = {
    extends: path.join(packages, '../tsconfig.json'),
    compilerOptions: { typeRoots: [path.join(nodeTypes, '../..')] },
    include: ['.'],
  };
  return { 'package.json': toText(manifest), 'tsconfig.json': toText(types) };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function stepsInside(tool: string): string[] {
  return [
    '  npm run generate',
    `  npm test -- packages/connectors/src/${tool}/${tool}.test.ts`,
    `  ${commandName} integrations create --tool ${tool} --credentials-file FILE`,
  ];
}

function stepsOutside(folder: string): string[] {
  return [
    `  npm install --prefix '${folder}'`,
    `  node --test '${folder}/*.test.ts'`,
    `  HIREWIRE_CONNECTORS='${folder}' ${commandName} start`,
  ];
}
