// Draws the wings and the imports between them into docs/architecture.md, between the two `picture` marks. `npm run picture`
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { wings } from '../.dependency-cruiser.mjs'

const root = path.resolve(import.meta.dirname, '..')
const page = path.join(root, 'docs', 'architecture.md')
const cruiser = [
  'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  '--config',
  '.dependency-cruiser.mjs',
  '--output-type',
  'json',
]
const { modules } = JSON.parse(
  execFileSync(process.execPath, [...cruiser, 'app', 'db', 'emails'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  }),
)

const wingOf = (file) => wings.findIndex(({ holds }) => holds.some((place) => file.startsWith(place)))
const below = wings.map(() => new Set())
const files = wings.map(() => 0)
for (const { source, dependencies } of modules) {
  const from = wingOf(source)
  if (from < 0) continue
  files[from] += 1
  for (const { resolved } of dependencies) if (wingOf(resolved) > from) below[from].add(wingOf(resolved))
}
// What a neighbor reaches anyway is not drawn: a reader sees the order, not every import.
const reached = wings.map(() => new Set())
for (let from = wings.length - 1; from >= 0; from -= 1)
  for (const to of below[from]) for (const one of [to, ...reached[to]]) reached[from].add(one)
const drawn = below.map((all) =>
  [...all].filter((to) => ![...all].some((between) => between !== to && reached[between].has(to))),
)

const boxes = wings.map(
  ({ name, holds }, at) =>
    `  ${at}["<b>${name}</b> (${files[at]} files)<br/>${holds.map((place) => place.replace(/^app\//, '')).join(' · ')}"]`,
)
const arrows = drawn.flatMap((all, from) => all.map((to) => `  ${from} --> ${to}`))
const picture = ['```mermaid', 'flowchart TD', ...boxes, ...arrows, '```'].join('\n')
const text = readFileSync(page, 'utf8')
const marks = /<!-- picture -->[\s\S]*<!-- \/picture -->/
if (!marks.test(text))
  throw new Error('docs/architecture.md has no place for the picture: <!-- picture --> and <!-- /picture -->')
writeFileSync(page, text.replace(marks, `<!-- picture -->\n${picture}\n<!-- /picture -->`))
