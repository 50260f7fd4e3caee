import { type Connector, coverageStatus } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { readModels, writeActions } from '@hirewire/contract';
import { type Page, code, escapeText, join, writeHead, writeTable } from '../markdown.ts';
import { statusOfEntry, statusWord, toolLinks } from './status.ts';
import { listMissingTools } from './tools-of-the-wire.ts';

const words = writeTable(
  ['Status', 'Meaning'],
  [
    [statusWord('SUPPORTED'), 'It works.'],
    [`${statusWord('SUPPORTED')} *`, "It works, with a limit. The tool's page says which."],
    [statusWord('UNSUPPORTED'), 'The tool cannot do it. The note says why.'],
    [statusWord('NOT_IMPLEMENTED'), 'The tool can do it, our connector cannot yet.'],
    [statusWord('UNKNOWN'), 'Not known yet.'],
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
    writeHead('Coverage', 'What Hirewire can read from each tool and change in it.'),
    `The statuses are those of [${code('GET /tools/{category}')}](../api/get-tools.md). Each connector declares them, and tests prove every ${code('SUPPORTED')}. The page of a tool lists its fields and notes.`,
    words,
    '## Reading',
    writeTable(['Model', ...heads], models),
    '## Writing',
    writeTable(['Action', ...heads], actions),
    '## Features',
    writeTable(['Feature', ...heads], features),
    '## Passthrough',
    `What to send as ${code('api')} to [${code('send-passthrough-request')}](../api/send-passthrough-request.md).`,
    writeTable(['Tool', 'APIs'], connectors.map(listPassthroughApis)),
    '## No connector yet',
    `The wire has fields for these tools, but Hirewire has no connector for them yet, so you cannot connect them: ${listMissingTools().map(code).join(', ')}. To add one, [write a connector](../guides/write-a-connector.md).`,
  );
  return { path: 'coverage/index.md', text };
}

function listPassthroughApis({ tool, passthrough = {} }: Connector): [tool: string, apis: string] {
  const apis = Object.keys(passthrough);
  return [code(tool.id), apis.length === 0 ? 'none' : apis.map(code).join(', ')];
}

/** Without its note; a star says that there is one. The legend explains it. */
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
      `What Hirewire can read from ${tool.label} and change in it, field by field.`,
    ),
    `[${escapeText(tool.label)}](../tools/${tool.id}.md) describes the set-up and known quirks. [Coverage](index.md) compares all tools.`,
    '## Writing',
    writeTable(['Action', 'Coverage'], actions),
    features.length === 0 ? '' : '## Features',
    features.length === 0 ? '' : writeTable(['Feature', 'Coverage'], features),
    '## Reading',
    ...models,
  );
  return { path: `coverage/${tool.id}.md`, text };
}
