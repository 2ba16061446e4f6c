import { expect, test } from 'vitest'
import { freezePage, targetsOf } from '~/web/archive/frozen-page'

const publicUrl = 'https://firme.example.org'
const from = '/en/petitions/alto'
const files: Record<string, string> = {
  [from]: 'en/petitions/alto/index.html',
  '/es/petitions/alto': 'es/petitions/alto/index.html',
  '/en/campaigns/end': 'en/campaigns/end/index.html',
  '/pictures/gate.svg': 'pictures/gate.svg',
  '/fonts/a.woff2': 'fonts/a.woff2',
}
const notice = /<p role="note"[^>]*>It is over\.<\/p>/
const freeze = (html: string) => frozen(html).replace(notice, '')
const frozen = (html: string) =>
  freezePage(html, {
    from,
    publicUrl,
    fileOf: (target) => files[target] ?? files[target.split('?')[0]!] ?? null,
    words: 'It is over.',
  })

test('links lead to the files beside the page, and what is elsewhere on the site is plain text', () => {
  expect(
    freeze(
      '<a href="/en/campaigns/end#story">Campaign</a><a class="x" href="/en/officials/vance">Vance</a><a href="https://example.net/">Other</a><a href="#here">Here</a><a href="#gone">Gone</a><p id="here"><img src="/pictures/gate.svg"/></p>',
    ),
  ).toBe(
    '<a href="../../../en/campaigns/end/index.html#story">Campaign</a><span class="x">Vance</span><a href="https://example.net/">Other</a><a href="#here">Here</a><span>Gone</span><p id="here"><img src="../../../pictures/gate.svg"/></p>'.replace(
      '"/>',
      '">',
    ),
  )
})

test('forms are gone, and the switch of language is a link', () => {
  const html = freeze(
    '<header class="top"><div class="wrap"><a class="brand" href="/en">Firme</a></div></header><details><summary>Tell us</summary><form method="post"><input name="a"/></form></details><form method="get"><input name="q"/></form><footer class="foot"><button class="switch" lang="es" formaction="/es/petitions/alto#errors">Español</button></footer>',
  )
  expect(html).toBe(
    '<header class="top"><div class="wrap"><span class="brand">Firme</span><a class="switch" lang="es" href="../../../es/petitions/alto/index.html">Español</a></div></header>',
  )
})

test('nobody who signed is on it, and nothing runs', () => {
  const html = freeze(
    '<style>@font-face{src:url(/fonts/a.woff2)}</style><script src="/firme.js"></script><figure class="voice" data-person="">Rosa</figure><section data-person=""><ul class="names"><li>Sam</li></ul></section><p>Stays</p>',
  )
  expect(html).toBe('<style>@font-face{src:url(../../../fonts/a.woff2)}</style><p>Stays</p>')
})

test('what a page loads and leads to is found, whatever it is written in', () => {
  expect(
    targetsOf(
      '<style>@font-face{src:url(/fonts/a.woff2)}</style><link rel="alternate" type="application/atom+xml" href="/en/campaigns/end/timeline.xml"><a href="../campaigns/end?page=2#x">2</a><img src="https://firme.example.org/pictures/gate.svg" srcset="/pictures/small.webp 1x"><a href="https://example.net/">Other</a>',
      { from, publicUrl },
    ).sort(),
  ).toEqual([
    '/en/campaigns/end/timeline.xml',
    '/en/campaigns/end?page=2',
    '/fonts/a.woff2',
    '/pictures/gate.svg',
    '/pictures/small.webp',
  ])
})

test('a page says at its top that it is a copy, and asks nobody to take part', () => {
  const html = frozen(
    '<main id="content"><header class="hero campaign-hero"><h1>End</h1><p><a class="button wide" href="/en/petitions/alto">Sign</a></p></header><section class="block near-you"><h2>Where do you live?</h2><form></form><p>What you enter here is used once.</p></section><p class="first-day">It starts today. Sign first.</p><p>Stays</p><p><a class="button" href="/pictures/gate.svg">File</a></p></main>',
  )
  expect(html).toMatch(/^<main id="content"><p role="note"[^>]*>It is over\.<\/p>/)
  expect(html).not.toMatch(/Sign|Where do you live|What you enter/)
  expect(html).toContain('<p>Stays</p>')
  expect(html).toContain('File</a>')
})

test('the navigation of a campaign leaves out the pages that the archive lacks', () => {
  expect(
    freeze(
      '<nav class="campaign-nav"><ul><li><a href="/en/campaigns/end">Home</a></li><li><a href="/en/documents">Documents</a></li></ul></nav>',
    ),
  ).toBe('<nav class="campaign-nav"><ul><li><a href="../../../en/campaigns/end/index.html">Home</a></li></ul></nav>')
})
