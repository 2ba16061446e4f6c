import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const app = path.resolve(import.meta.dirname, '..', '..', 'app')

/** What no form of ours sends, percent-encoded where a browser would. */
export const evilTexts: readonly string[] = [
  '',
  ' ',
  'x'.repeat(64 * 1024),
  'áé🙂'.repeat(1_000),
  '\u202eلا يحتجز أحد\u202c',
  'a\r\n\tb\u0001\u0008\u007f\u2028\ufeff\ufffe',
  '-1',
  '0',
  '1e400',
  '1e99',
  '-0.5',
  'NaN',
  '99999999999999999999',
  '2147483648',
  '2026-13-45',
  '0000-00-00',
  '0000-01-01',
  '9999-12-31',
  '275760-09-14',
  '2026-02-30T25:61',
  '25:61',
  '__proto__',
  'constructor',
  'toString',
  '00000000-0000-0000-0000-000000000000',
  '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11',
  '6F1D0C1E-6B6E-4A52-9A55-0D8F7A2B9C11,,not-one',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  '{"__proto__":{"isOwner":true},"id":[],"response":null,"rawId":{}}',
  'null',
  '[object Object]',
  "'; drop table person; --",
  '%',
  '\\',
  '(((((((((((((((((((((',
  '<script>alert(1)</script>',
  '{name} {count, plural, other {#}}',
  'javascript:alert(1)',
  'http://[::1',
  'https://example.org/%ff',
  'a@b@c',
  '+1602555010199999999',
  'petition:6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11',
  'petition:x',
  'superuser',
]

/** Of a path, as it stands on the request line. */
export const evilSegments: readonly string[] = [
  'not-a-uuid',
  '00000000-0000-0000-0000-000000000000',
  '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11',
  'x'.repeat(4_000),
  '..',
  '%2e%2e',
  '%00',
  'a%00b',
  '%',
  '%ff',
  '%ed%a0%80',
  '%F0%9F%99%82',
  '%E2%80%AE',
  '__proto__',
  'constructor',
  '-1',
  '1e400',
  'a%2Fb',
  'a%0D%0Ab',
  '%27%3B--',
  'A',
]

/** Bytes of an urlencoded body that are no text. */
export const brokenBodies: readonly string[] = [
  'intent=%00&id=%00&name=a%00b',
  'intent=%ED%A0%80&name=%ED%A0%80',
  'intent=%ff%fe',
  'intent=%',
  '&&&===&',
  'intent',
  `${'a=1&'.repeat(3_000)}`,
  'intent=save&intent=remove&id=1&id=2',
  '{"intent":"save"}',
]

/** Every `intent`, and what stands beside it in an address, that the program knows. */
export function wordsOfTheProgram(): { intents: string[]; queries: string[] } {
  const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(path.join(app, name), 'utf8'))
  const all = (pattern: RegExp) =>
    [...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((found) => found[1]!)))].sort()
  return {
    intents: all(/(?:intent(?:: | [!=]== )|name="intent" value=|case )['"]([a-z-]+)['"]/g),
    queries: all(/(?:searchParams\.(?:get|has)\(|query\.|value\()'?([a-z]+)\b/g),
  }
}

/** Share of all that could be asked: `EVIL_TIMES=12` asks a hundred times as much as there is time for in every run. */
const times = Number(process.env.EVIL_TIMES ?? 0.12)

/** Chance that is the same in every run. */
export interface Dice {
  any: <Thing>(things: readonly Thing[]) => Thing
  /** Some of many, in their order. */
  some: <Thing>(things: readonly Thing[], most: number) => Thing[]
}

export function openDice(seed: number): Dice {
  let state = seed
  // A linear congruential generator: Numerical Recipes, 2nd edition, §7.1.
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    any: (things) => things[Math.floor(next() * things.length)]!,
    some(things, most) {
      let wanted = Math.min(things.length, Math.ceil(most * times))
      return things.filter((_, at) => {
        const isChosen = next() * (things.length - at) < wanted
        if (isChosen) wanted -= 1
        return isChosen
      })
    },
  }
}
