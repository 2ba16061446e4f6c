import QRCode from 'qrcode'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, vi } from 'vitest'
import { Flyer } from '~/actions/kind/flyer'
import { flyerCode } from '~/actions/kind/qr-code.server'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { loader as qr } from '~/routes/$lang.$section.$slug.qr[.]svg'
import { test } from '../../support/firme-test'
import { visit } from '../../support/public'

test.for(languages)('a flyer says what, why and where, and has strips to tear off, in %s', async (lang) => {
  const t = translator(lang)
  const html = renderToStaticMarkup(
    createElement(Flyer, {
      t,
      title: 'Call Sheriff Vance',
      ask: 'No extra night in jail.',
      qr: await flyerCode('https://firme.example.org/en/calls/call-sheriff-vance'),
      url: 'https://firme.example.org/calls/call-sheriff-vance',
      lines: ['12 calls made'],
    }),
  )
  for (const words of ['No extra night in jail.', '12 calls made', t('site.flyer.scan'), '<svg'])
    expect(html).toContain(words)
  expect(html.split('firme.example.org/calls/call-sheriff-vance')).toHaveLength(10)
  expect(html).not.toContain('https://firme')
})

test('each strip of a call’s flyer carries the number', () => {
  const words = {
    title: 'Call Sheriff Vance',
    ask: 'No extra night in jail.',
    qr: '',
    url: 'https://firme.example.org',
    lines: [],
  }
  const html = renderToStaticMarkup(createElement(Flyer, { ...words, t: translator('en'), number: '(602) 555-0141' }))
  expect(html.match(/data-address="\(602\) 555-0141\nfirme\.example\.org"/g)).toHaveLength(8)
})

test('the code of a flyer is encoded once, however often its page is opened', async () => {
  const encoding = vi.spyOn(QRCode, 'toString')
  const page = 'https://firme.example.org/en/calls/opened-twice'
  expect(await flyerCode(page)).toBe(await flyerCode(page))
  expect(encoding).toHaveBeenCalledTimes(1)
  encoding.mockRestore()
})

test('petitions, calls, letters and texts have a QR code, and nothing else has', async ({ world }) => {
  const status = async (section: string, slug: string) =>
    (await visit(world, qr, `/es/${section}/${slug}/qr.svg`, { section, slug })).status
  for (const [section, slug] of [
    ['petitions', 'alto-polimigra'],
    ['calls', 'call-sheriff-vance'],
    ['letters', 'write-sheriff-vance'],
    ['texts', 'text-the-council'],
  ] as const)
    expect(await status(section, slug), section).toBe(200)
  expect(await status('calls', 'write-sheriff-vance')).toBe(404)
  expect(await status('officials', 'ida-vance-saguaro')).toBe(404)
})
