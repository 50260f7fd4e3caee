import type { ToolDescription } from '@hirewire/connector-kit';
import type { Tool } from '@hirewire/contract';

/** The pictures of a tool, by the end of their path. */
export const toolAssetNames = ['logo', 'icon', 'icon-black'] as const;
export type ToolAssetName = (typeof toolAssetNames)[number];

/** The absolute links to a tool's pictures. */
export function toolAssetUrls(serverUrl: string, tool: string): Tool['assets'] {
  const link = (name: ToolAssetName): string => `${serverUrl}/assets/tools/${tool}/${name}.svg`;
  return { logo_url: link('logo'), icon_url: link('icon'), icon_black_url: link('icon-black') };
}

const side = 64;
/** Rough width of a character of the label, which no server can measure. */
const characterWidth = 20;

/**
 * A picture of our own as SVG text: a tile with the tool's initial, on the logo beside its name.
 * The marks of vendors are theirs, so none comes with Hirewire.
 */
export function drawToolAsset({ id, label }: ToolDescription, name: ToolAssetName): string {
  const colour = name === 'icon-black' ? '#000' : `hsl(${hueOf(id)}, 55%, 40%)`;
  const isLogo = name === 'logo';
  const width = isLogo ? side + 16 + characterWidth * label.length : side;
  const text = 'font-family="sans-serif" font-weight="600"';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${side}" role="img">`,
    `<title>${escape(label)}</title>`,
    `<rect width="${side}" height="${side}" rx="14" fill="${colour}"/>`,
    `<text x="32" y="44" ${text} font-size="34" text-anchor="middle" fill="#fff">` +
      `${escape([...label][0] ?? '')}</text>`,
    ...(isLogo ? [`<text x="80" y="43" ${text} font-size="32">${escape(label)}</text>`] : []),
    '</svg>',
  ].join('');
}

/** The same colour every time, and usually another one for another tool. */
function hueOf(id: string): number {
  return [...id].reduce((hue, letter) => (hue * 31 + letter.charCodeAt(0)) % 360, 0);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
