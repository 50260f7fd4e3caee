import { Answer } from './vendor-message.ts';

/** An element whose parts keep their order. A child that is null is left out. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: readonly XmlChild[];
}

export type XmlChild = XmlElement | string | number | boolean | null;

/** `element('name', 'Ada')`, or with attributes in front of the children. */
export function element(name: string, ...children: XmlChild[]): XmlElement;
export function element(
  name: string,
  attributes: Record<string, string>,
  ...children: XmlChild[]
): XmlElement;
export function element(
  name: string,
  first?: Record<string, string> | XmlChild,
  ...rest: XmlChild[]
): XmlElement {
  if (first === undefined) return { name, attributes: {}, children: [] };
  if (isAttributes(first)) return { name, attributes: first, children: rest };
  return { name, attributes: {}, children: [first, ...rest] };
}

/** Text in a CDATA section, as feeds show HTML; under the name that the DOM gives such a node. */
export function cdata(text: string): XmlElement {
  return { name: cdataName, attributes: {}, children: [text] };
}

const cdataName = '#cdata-section';

export function xmlText({ name, attributes, children }: XmlElement): string {
  if (name === cdataName) {
    const text = allowedText(
      children.filter((child) => typeof child === 'string').join(''),
    ).replaceAll(']]>', ']]]]><![CDATA[>');
    return `<![CDATA[${text}]]>`;
  }
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const content = children
    .filter((child) => child !== null)
    .map((child) => (typeof child === 'object' ? xmlText(child) : escapeXml(String(child))));
  return `<${name}${given.join('')}>${content.join('')}</${name}>`;
}

/** A document with its declaration. */
export function xml(root: XmlElement, status = 200, contentType = 'text/xml'): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText(root)}`;
  return new Answer(status, body, { 'content-type': `${contentType}; charset=utf-8` });
}

function isAttributes(value: Record<string, string> | XmlChild): value is Record<string, string> {
  return typeof value === 'object' && value !== null && !Array.isArray(value['children']);
}

/** Characters that XML 1.0 has no form for become U+FFFD. */
function allowedText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

function escapeXml(text: string): string {
  return allowedText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
