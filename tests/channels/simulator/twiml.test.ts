import { expect, test } from 'vitest'
import { readTwiml } from '~/channels/simulator/twiml'

test('what our side says is read as the provider reads it', () => {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><Response><!-- once --><Gather numDigits="1" action="/in?a=1&amp;b=2">' +
    '<Say language="es-MX">Diga &quot;sí&quot; &#233; <![CDATA[<1>]]></Say></Gather><Hangup/></Response>'
  expect(readTwiml(xml)).toEqual([
    {
      name: 'Gather',
      attributes: { numDigits: '1', action: '/in?a=1&b=2' },
      text: '',
      inside: [{ name: 'Say', attributes: { language: 'es-MX' }, text: 'Diga "sí" é <1>', inside: [] }],
    },
    { name: 'Hangup', attributes: {}, text: '', inside: [] },
  ])
  expect(readTwiml('<Response></Response>')).toEqual([])
})

test.each([
  '',
  'hello',
  '<Response>',
  '<Response><Say>x</Response>',
  '<Response><Say>a & b</Say></Response>',
  '<Response loop=2/>',
  '<Response/><Response/>',
  '<html></html>',
])('“%s” is no TwiML', (xml) => expect(() => readTwiml(xml)).toThrow())
