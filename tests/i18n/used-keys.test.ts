import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { languages } from '~/i18n/language'
import { messages } from '~/i18n/messages'

const root = path.resolve(import.meta.dirname, '..', '..')

/** Keys with two blanks side by side in their template, which a pattern cannot tell apart. */
const ofTwoBlanks = /^site\.me\.(?:email|sms|network)(?:On|Off|Allow|Stop)$/

test('every message is used somewhere: one that nobody reads would still be translated, and go wrong unseen', async () => {
  const source = await readSource(['app', 'emails', 'db'])
  const literals = new Set(source.match(/(?<=['"`])[a-z]\w*(?:\.[\w-]+)+(?=['"`])/g))
  const words = new Set(source.match(/[\w-]+/g))
  const composed = [...source.matchAll(/`([a-z]\w*\.[\w.-]*)\$\{/g)].map(({ index }) => patternAt(source, index))
  for (const language of languages) {
    const unused = keysOf(messages[language]).filter(
      (key) =>
        !literals.has(key) &&
        !ofTwoBlanks.test(key) &&
        !composed.some((pattern) =>
          pattern
            .exec(key)
            ?.slice(1)
            .every((part) => words.has(part)),
        ),
    )
    expect(unused, language).toEqual([])
  }
})

async function readSource(folders: string[]): Promise<string> {
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(path.join(root, folder), { recursive: true }))
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => path.join(root, folder, name)),
    ),
  )
  return (await Promise.all(files.flat().map((file) => readFile(file, 'utf8')))).join('\n')
}

/** The keys that a template literal may give: each of its blanks stands for a word that the source holds. */
function patternAt(source: string, index: number): RegExp {
  let pattern = ''
  let depth = 0
  for (let at = index + 1; at < source.length; at += 1) {
    const char = source[at]!
    if (depth === 0 && char === '`') break
    if (source.startsWith('${', at)) {
      if (depth === 0) pattern += '([\\w-]+)'
      depth += 1
      at += 1
    } else if (depth > 0) depth += char === '}' ? -1 : char === '{' ? 1 : 0
    else pattern += char === '.' ? '\\.' : char
  }
  return new RegExp(`^${pattern}$`)
}

function keysOf(tree: object, before = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'object' ? keysOf(value as object, `${before}${name}.`) : [`${before}${name}`],
  )
}
