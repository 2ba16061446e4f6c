import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..', '..', '..')
const posted = /(?:intent(?:: | [!=]== )|name="intent" value=)['"]([a-z-]+)['"]/g

/** Every `intent` that a form of the office posts. */
function intentsOfTheOffice(): string[] {
  const office = readdirSync(path.join(root, 'app', 'office'), { recursive: true, encoding: 'utf8' })
  const routes = readdirSync(path.join(root, 'app', 'routes')).filter((name) => name.startsWith('office'))
  const files = [...office.map((name) => path.join('office', name)), ...routes.map((name) => path.join('routes', name))]
  const sources = files
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(path.join(root, 'app', name), 'utf8'))
  return [...new Set(sources.flatMap((source) => [...source.matchAll(posted)].map((found) => found[1]!)))].sort()
}

test('the table of what can be undone has everything that organizers can press', () => {
  const table = readFileSync(path.join(root, 'docs', 'undo.md'), 'utf8')
  const named = new Set([...table.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name))
  const intents = intentsOfTheOffice()
  expect(intents.length).toBeGreaterThan(70)
  expect(intents.filter((intent) => !named.has(intent))).toEqual([])
})
