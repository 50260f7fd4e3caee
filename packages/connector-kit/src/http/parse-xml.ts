import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Deeper than any vendor's answer. */
const maxDepth = 100;
/** Elements and what else stands in angle brackets, but for that in texts. More would take seconds, for no vendor's answer. */
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
  if (!isHarmless(text) || XMLValidator.validate(text) !== true) return undefined;
  try {
    return parser.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether it holds no more than is read, and no markup that only a document type has, or that does not
 * end. Signs in comments, CDATA sections and quotes are no markup, and hide none.
 */
function isHarmless(text: string): boolean {
  let tags = 0;
  for (let at = text.indexOf('<'); at >= 0;) {
    tags += 1;
    const end = endOfMarkup(text, at);
    if (tags > maxTags || end < 0) return false;
    at = text.indexOf('<', end);
  }
  return true;
}

/**
 * Where the markup at a `<` ends, as the parser sees it; negative where it does not, or declares
 * something.
 */
function endOfMarkup(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return text.indexOf('-->', at + '<!--'.length);
  if (text.startsWith('<![CDATA[', at)) return text.indexOf(']]>', at);
  if (text.startsWith('<!', at)) return -1;
  if (text.startsWith('</', at)) return text.indexOf('>', at);
  const end = endOfTag(text, at);
  const isInstruction = text.startsWith('<?', at);
  return isInstruction && text[end - 2] !== '?' ? -1 : end;
}

function endOfTag(text: string, at: number): number {
  const sign = /["'>]/g;
  for (sign.lastIndex = at; ;) {
    const [found] = sign.exec(text) ?? [];
    if (found === undefined) return -1;
    if (found === '>') return sign.lastIndex;
    const end = text.indexOf(found, sign.lastIndex);
    if (end < 0) return -1;
    sign.lastIndex = end + 1;
  }
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
