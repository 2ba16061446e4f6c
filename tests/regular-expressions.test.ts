import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { check } from 'recheck'
import recheck from 'recheck/package.json' with { type: 'json' }
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

/** Where a pattern may take quadratic time, because what it reads is short. */
const readsOnlyShortText: Record<string, string> = {
  'app/env.server.ts': 'the settings of whoever runs the site',
  'app/office/officials/rosters/lines/': 'cells of at most 2,000 characters: read-row.ts refuses longer ones first',
  'app/geography/district-words.ts': 'those cells, and labels of districts, which are cut to 60 characters',
  'app/ui/page/drawn-style.ts': 'style sheets that we have written ourselves, each once',
  'app/web/share/poster-image.server.tsx': 'a title that was cut to a few dozen characters',
  'app/office/requests/words-for-place.ts': 'names of campaigns and titles of posts, of at most 120 characters',
  'app/channels/simulator/twiml.ts': 'TwiML that we have written ourselves, while no provider is set',
}

/**
 * Patterns that were proven and took long: one a line, after the version of `recheck` that proved them. Another version
 * proves them again, and so does `PROVE=all`, which also writes the list anew.
 */
const list = path.join(import.meta.dirname, 'proven-patterns.txt')
/** Milliseconds after which a proof is worth keeping. */
const long = 250

function provenBefore(): Set<string> {
  const [version, ...patterns] = readFileSync(list, 'utf8').trim().split('\n')
  return new Set(version === recheck.version ? patterns : [])
}

/** Milliseconds: so much that a busy machine finds what an idle one finds. */
const patience = { timeout: 60_000, incubationTimeout: 10_000, attackTimeout: 10_000 }

const files = ['app', 'db', 'emails'].flatMap((folder) =>
  (readdirSync(path.join(root, folder), { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(folder, name)),
)

/** Every regular expression that is written out in a file, as `/source/flags`. */
function patternsIn(file: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) found.push(node.getText())
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true))
  return found
}

test('no pattern that meets a stranger’s text takes more than linear time', async () => {
  const seen = new Set<string>()
  const slow: string[] = []
  const before = process.env.PROVE === 'all' ? new Set<string>() : provenBefore()
  const worthKeeping: string[] = []
  for (const file of files.filter((one) => !Object.keys(readsOnlyShortText).some((place) => one.startsWith(place)))) {
    for (const pattern of patternsIn(file)) {
      if (seen.has(pattern)) continue
      seen.add(pattern)
      if (before.has(pattern)) continue
      const startedAt = performance.now()
      const end = pattern.lastIndexOf('/')
      const verdict = await check(pattern.slice(1, end), pattern.slice(end + 1), patience)
      if (verdict.status !== 'safe')
        slow.push(
          `${file}: ${pattern} ${verdict.status === 'vulnerable' ? `${verdict.complexity.summary}, ${verdict.attack.pattern}` : verdict.error.kind}`,
        )
      else if (performance.now() - startedAt > long) worthKeeping.push(pattern)
    }
  }
  if (process.env.PROVE === 'all') writeFileSync(list, `${[recheck.version, ...worthKeeping.toSorted()].join('\n')}\n`)
  expect(
    [...before].filter((pattern) => !seen.has(pattern)),
    'no longer written anywhere: take them off the list',
  ).toEqual([])
  expect(seen.size).toBeGreaterThan(200)
  expect(slow).toEqual([])
})
