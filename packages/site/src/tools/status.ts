import { type Connector, type CoverageEntry, coverageStatus } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { escapeText } from '../markdown.ts';

/** A word of the wire with its note. What a connector does not name, it does not support. */
export function statusOfEntry(entry: CoverageEntry | undefined): string {
  const status = entry === undefined ? 'UNSUPPORTED' : coverageStatus(entry);
  const note = typeof entry === 'object' ? ` ${escapeText(entry.note)}` : '';
  return `${statusWord(status)}${note}`;
}

/** The word alone. */
export const statusWord = (status: string): string =>
  `<span class="status ${status.toLowerCase()}">${status}</span>`;

/** Every tool with a link to its page; `folder` is the way to the pages of tools. */
export function toolLinks(folder: string): { link: string; coverage: Connector['coverage'] }[] {
  return connectors.map(({ tool, coverage }) => ({
    link: `[${escapeText(tool.label)}](${folder}${tool.id}.md)`,
    coverage,
  }));
}
