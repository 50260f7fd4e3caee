import { type Connector, coverageStatus } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { readModels, writeActions } from '@hirewire/contract';
import { type Page, code, escapeText, join, writeHead, writeTable } from '../markdown.ts';
import { statusOfEntry, statusWord, toolLinks } from './status.ts';

const words = writeTable(
  ['Word', 'Meaning'],
  [
    [statusWord('SUPPORTED'), 'It works.'],
    [statusWord('UNSUPPORTED'), 'The tool cannot do it; the note says why.'],
    [statusWord('NOT_IMPLEMENTED'), 'The tool can, our connector does not yet.'],
    [statusWord('UNKNOWN'), 'Nobody has found out.'],
  ],
);

/** A page that compares the tools, and one for each of them. */
export function writeCoveragePages(): Page[] {
  return [writeOverview(), ...connectors.map(writeTool)];
}

function writeOverview(): Page {
  const tools = toolLinks('');
  const heads = tools.map(({ link }) => link);
  const models = readModels.map(({ id, label, operationId }) => [
    `[${escapeText(label)}](../api/${operationId}.md)`,
    ...tools.map(({ coverage }) => shortStatus(coverage.readModels[id]?.model)),
  ]);
  const actions = writeActions.map(({ id, label, operationId }) => [
    `[${escapeText(label)}](../api/${operationId}.md)`,
    ...tools.map(({ coverage }) => shortStatus(coverage.writeActions[id])),
  ]);
  const features = featureIds().map((id) => [
    code(id),
    ...tools.map(({ coverage }) => shortStatus(coverage.features[id])),
  ]);
  const text = join(
    writeHead('Coverage', 'What each tool can be read for, what it can be told, in four words.'),
    `The same four words as in [${code('GET /tools/{category}')}](../api/get-tools.md). They come from the connectors; a test holds every ${code('SUPPORTED')} to its word. The page of a tool has its fields and notes.`,
    words,
    '## Reading',
    writeTable(['Model', ...heads], models),
    '## Writing',
    writeTable(['Action', ...heads], actions),
    '## Features',
    writeTable(['Feature', ...heads], features),
  );
  return { path: 'coverage/index.md', text };
}

/** Without its note; a star says that there is one. */
function shortStatus(entry: Parameters<typeof statusOfEntry>[0]): string {
  const hasNote = typeof entry === 'object' && entry.status === 'SUPPORTED';
  return (
    statusWord(entry === undefined ? 'UNSUPPORTED' : coverageStatus(entry)) + (hasNote ? ' *' : '')
  );
}

const featureIds = (): string[] => [
  ...new Set(connectors.flatMap(({ coverage }) => Object.keys(coverage.features))),
];

function writeTool({ tool, coverage }: Connector): Page {
  const models = readModels.map(({ id, label, operationId, fields }) => {
    const declared = coverage.readModels[id];
    const rows = fields.map((field) => [code(field), statusOfEntry(declared?.fields[field])]);
    const isRead = declared !== undefined && coverageStatus(declared.model) === 'SUPPORTED';
    return join(
      `### ${escapeText(label)}`,
      `${statusOfEntry(declared?.model)} ([${code(operationId)}](../api/${operationId}.md))`,
      isRead ? writeTable(['Field', 'Coverage'], rows) : '',
    );
  });
  const actions = writeActions.map(({ id, label, operationId }) => [
    `[${escapeText(label)}](../api/${operationId}.md)`,
    statusOfEntry(coverage.writeActions[id]),
  ]);
  const features = Object.entries(coverage.features).map(([id, entry]) => [
    code(id),
    statusOfEntry(entry),
  ]);
  const text = join(
    writeHead(
      `${tool.label}: coverage`,
      `What ${tool.label} can be read for and told, field by field.`,
    ),
    `How to set it up, and what is odd about it: [${escapeText(tool.label)}](../tools/${tool.id}.md). All tools: [coverage](index.md).`,
    '## Writing',
    writeTable(['Action', 'Coverage'], actions),
    features.length === 0 ? '' : '## Features',
    features.length === 0 ? '' : writeTable(['Feature', 'Coverage'], features),
    '## Reading',
    ...models,
  );
  return { path: `coverage/${tool.id}.md`, text };
}
