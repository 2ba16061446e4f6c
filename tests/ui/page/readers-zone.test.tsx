import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ReadersZone, useDays } from '~/ui/page/readers-zone'

function Day({ lang, at }: { lang: 'en' | 'es'; at: string }) {
  return useDays()(lang, new Date(at))
}

test.for([
  ['America/Phoenix', '2026-11-25T06:59:00Z', 'November 24, 2026', '24 de noviembre de 2026'],
  ['America/Phoenix', '2026-11-25T07:00:00Z', 'November 25, 2026', '25 de noviembre de 2026'],
  ['America/New_York', '2026-11-25T04:59:00Z', 'November 24, 2026', '24 de noviembre de 2026'],
  ['America/New_York', '2026-11-25T05:00:00Z', 'November 25, 2026', '25 de noviembre de 2026'],
  ['America/New_York', '2026-11-01T04:30:00Z', 'November 1, 2026', '1 de noviembre de 2026'],
  ['America/New_York', '2026-11-02T04:30:00Z', 'November 1, 2026', '1 de noviembre de 2026'],
] as const)('to a reader in %s, %s is on %s', ([zone, at, en, es]) => {
  const shown = (['en', 'es'] as const).map((lang) =>
    renderToStaticMarkup(
      <ReadersZone.Provider value={zone}>
        <Day lang={lang} at={at} />
      </ReadersZone.Provider>,
    ),
  )
  expect(shown).toEqual([en, es])
})

const root = path.resolve(import.meta.dirname, '..', '..', '..')
const sources = (readdirSync(path.join(root, 'app'), { recursive: true }) as string[])
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ file: `app/${name}`, text: readFileSync(path.join(root, 'app', name), 'utf8') }))

/** What stands between the parentheses of each call. */
function callsOf(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`(?<!function )\\b${name}\\(`, 'g'))].map(({ index, 0: opening }) => {
    const start = index + opening.length
    let depth = 1
    let end = start
    for (; depth > 0; end += 1) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0
    return text.slice(start, end - 1)
  })
}

test('a moment is written in a zone that is named, never in that of the machine', () => {
  const bare = sources.flatMap(({ file, text }) => [
    ...callsOf(text, 'DateTimeFormat')
      .filter(
        (call) => !call.includes('timeZone') && !(/, (\{ \.\.\.)?[a-z]+\b/.test(call) && text.includes('timeZone')),
      )
      .map((call) => `${file}: DateTimeFormat(${call})`),
    ...callsOf(text, 'toLocale(?:Date|Time)?String').map((call) => `${file}: toLocaleString(${call})`),
    // Pages of the office take it from `useMoments`, under the same name.
    ...(/^app\/(office|routes\/office)/.test(file) && !text.includes('useMoments') && !text.includes('Moments }')
      ? callsOf(text, 'momentOf').filter((call) => call.split(',').length < 3)
      : []
    ).map((call) => `${file}: momentOf(${call})`),
  ])
  expect(bare).toEqual([])
})

test('a moment is not taken for a day: that would be its day in UTC', () => {
  const taken = sources.flatMap(({ file, text }) =>
    callsOf(text, 'longDate')
      .filter((call) => /^\w+, ([\w.]*At!?|.*toISOString\(\).*|new Date.*)$/.test(call))
      .map((call) => `${file}: longDate(${call})`),
  )
  expect(taken).toEqual([])
})
