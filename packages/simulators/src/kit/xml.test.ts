import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { cdata, element, xml, xmlText } from './xml.ts';

it('keeps the order of elements, and leaves out what is null', () => {
  const person = element(
    'person',
    { id: '7', note: '"a" & b' },
    element('name', 'Ada <Example>'),
    null,
    element('active', true),
    element('age', 30),
    element('empty'),
  );
  assert.equal(
    xmlText(person),
    '<person id="7" note="&quot;a&quot; &amp; b"><name>Ada &lt;Example&gt;</name>' +
      '<active>true</active><age>30</age><empty></empty></person>',
  );
});

it('writes any text as what XML can carry', () => {
  const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
    const written = xmlText(element('a', { b: text }, text));
    const [, attribute = '', content = ''] = /^<a b="([^"<]*)">([^<]*)<\/a>$/s.exec(written) ?? [];
    assert.equal(attribute, content);
    for (const character of written) {
      const code = character.codePointAt(0) ?? 0;
      assert.ok(code >= 0x20 || '\t\n\r'.includes(character), `control character ${code}`);
      assert.ok(code !== 0xfffe && code !== 0xffff);
    }
    assert.ok(written.isWellFormed());
  });
  fc.assert(property, { examples: [['\uFFFE\u0000\r<']] });
});

it('answers a document with its declaration and type', () => {
  const answer = xml(element('root'), 400, 'application/soap+xml');
  assert.equal(answer.status, 400);
  assert.equal(answer.body, '<?xml version="1.0" encoding="UTF-8"?>\n<root></root>');
  assert.equal(answer.headers['content-type'], 'application/soap+xml; charset=utf-8');
});

it('writes CDATA sections as they are, and cuts one where its text would end it', () => {
  assert.equal(xmlText(element('a', cdata('<p>B & C</p>'))), '<a><![CDATA[<p>B & C</p>]]></a>');
  const cut = '<![CDATA[a]]]]><![CDATA[>b\uFFFD]]>';
  assert.equal(xmlText(element('a', cdata('a]]>b\u0000'))), `<a>${cut}</a>`);
});
