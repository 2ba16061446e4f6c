import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { letterPages, printable } from '~/actions/letters/letter-pages.server'

const words = {
  subject: 'No judge, no hold',
  body: 'Please hold nobody.',
  spanish: 'Mi hermano Luis cumplió “todo”.',
  name: 'Rosa Martínez',
  place: '85001',
  replyTo: null,
  sender: null,
  isToAll: false,
}
const office = {
  title: 'Sheriff',
  holder: { name: 'Ida Vance' },
  organization: { name: 'Saguaro County Sheriff’s Office' },
}
const address = ['Sheriff Ida Vance', 'Saguaro County Sheriff’s Office', '100 Example Street', 'Saguaro, AZ']

/** What stands on each page: texts with their place in points from the left and the top. */
function readPages(pdf: Buffer): { text: string; left: number; top: number }[][] {
  const raw = pdf.toString('latin1')
  return [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, packed]) => {
    const content = inflateSync(Buffer.from(packed!, 'latin1')).toString('latin1')
    return [...content.matchAll(/1 0 0 1 ([\d.]+) ([\d.]+) Tm[\s\S]*?\[(.*?)\] TJ/g)].map(
      ([, left, bottom, parts]) => ({
        left: Number(left),
        top: 792 - Number(bottom),
        text: new TextDecoder('windows-1252').decode(
          Buffer.from([...parts!.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => hex).join(''), 'hex'),
        ),
      }),
    )
  })
}

test('each letter begins a page of its own, with the address where the envelope has its window and nothing else there', async () => {
  const pages = readPages(
    await letterPages([
      { words, target: office, address, printedOn: '2026-12-03' },
      { words, target: office, address, printedOn: '2026-12-03' },
    ]),
  )
  expect(pages).toHaveLength(2)
  for (const page of pages) {
    const inWindow = page.filter(({ top }) => top > 140 && top < 250)
    expect(inWindow.map(({ text }) => text)).toEqual(address)
    for (const { left, top } of inWindow) expect([left >= 60, top < 225]).toEqual([true, true])
    expect(page.slice(0, 2).map(({ text }) => text)).toEqual(['Rosa Martínez, 85001', 'December 3, 2026'])
    const topOf = (said: string) => page.find(({ text }) => text === said)!.top
    // Room to sign by hand.
    expect(topOf('Rosa Martínez') - topOf('Sincerely,')).toBeGreaterThan(48)
    const texts = page.map(({ text }) => text).join('\n')
    expect(texts).toMatch(
      /No judge, no hold\n[\s\S]*Dear Sheriff Ida Vance,[\s\S]*Please hold nobody\.[\s\S]*Sincerely,[\s\S]*Mi hermano Luis cumplió “todo”\./,
    )
  }
})

test('a long letter goes on to a second page, and one to an office without an address leaves no hole', async () => {
  expect(
    readPages(
      await letterPages([
        {
          words: { ...words, body: 'One sentence of many. '.repeat(220) },
          target: office,
          address,
          printedOn: '2026-12-03',
        },
      ]),
    ).length,
  ).toBeGreaterThan(1)
  const [page] = readPages(await letterPages([{ words, target: office, address: [], printedOn: null }]))
  expect(page!.find(({ text }) => text === 'No judge, no hold')!.top).toBeLessThan(140)
})

test('who reads Spanish keeps a last page that says what the letter says; on the letters themselves it is not', async () => {
  const kept = { title: 'Quédese con esta hoja', text: 'Por favor, no retenga a nadie.' }
  const pages = readPages(await letterPages([{ words, target: office, address, printedOn: '2026-12-03' }], kept))
  const texts = pages.map((page) => page.map(({ text }) => text).join('\n'))
  expect(texts).toHaveLength(2)
  expect(texts[0]).not.toContain('no retenga')
  expect(texts[1]).toBe(`${kept.title}\n${kept.text}`)
})

test('what the fonts of paper do not know loses its marks rather than the letter', () => {
  expect(printable('Xóchitl Ñuñez «sí» – ő ğ 你')).toBe('Xóchitl Ñuñez «sí» – o g ?')
})
