import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Deeper than any vendor's answer. */
const maxDepth = 100;
/** Elements and what else stands in angle brackets. More would take seconds, for no vendor's answer. */
const maxTags = 100_000;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Texts stay texts: `007` is no number.
  parseTagValue: false,
  parseAttributeValue: false,
  // Without it, `&#228;` would stay as it is.
  htmlEntities: true,
  maxNestedTags: maxDepth,
});

/**
 * The elements of an XML document as objects. An element is its text or, with children or attributes,
 * an object of these: attributes as `@name`, a text beside them as `#text`. Names lose their
 * namespace prefix; what comes several times is a list (see `listOf`). Undefined for what is not
 * well-formed, too much, too deep, or declares a document type: entities are never expanded.
 *
 *     parseXml('<w:jobs total="2"><w:job>1</w:job><w:job>2</w:job></w:jobs>')
 *     // { jobs: { '@total': '2', job: ['1', '2'] } }
 */
export function parseXml(text: string): unknown {
  if (hasTooManyTags(text) || hasDeclarations(text) || XMLValidator.validate(text) !== true)
    return undefined;
  try {
    return parser.parse(text);
  } catch {
    return undefined;
  }
}

function hasTooManyTags(text: string): boolean {
  let tags = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    tags += 1;
    if (tags > maxTags) return true;
  }
  return false;
}

/** Whether there is markup that only a document type has, or that does not end. */
function hasDeclarations(text: string): boolean {
  let at = text.indexOf('<!');
  while (at >= 0) {
    const end = endOf(text, at);
    const endAt = end === null ? -1 : text.indexOf(end, at);
    if (endAt < 0) return true;
    at = text.indexOf('<!', endAt);
  }
  return false;
}

function endOf(text: string, at: number): string | null {
  if (text.startsWith('<!--', at)) return '-->';
  return text.startsWith('<![CDATA[', at) ? ']]>' : null;
}

/**
 * The elements of one name in an XML answer: none, one and several look different there.
 *
 *     listOf(jobs.job) // [] for none, ['1'] for one
 */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}
