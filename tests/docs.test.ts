import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const outside = new Set(['node_modules', '.git', 'build', 'data'])
const everything = readdirSync(root, { withFileTypes: true })
  .filter(({ name }) => !outside.has(name))
  .flatMap((top) => (top.isDirectory() ? [top.name, ...inside(top.name)] : [top.name]))
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const documents = ['README.md', ...everything.filter((name) => /^docs\/.*\.md$/.test(name))]
const decisions = everything.filter((name) => /^docs\/decisions\/\d/.test(name)).map((name) => path.basename(name))

function inside(folder: string): string[] {
  const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
  return entries.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
}

/** A path may leave out the folders it begins in, as `outbox/budgets.ts` does. */
const isThere = (name: string) => everything.some((one) => one === name || one.endsWith(`/${name}`))

test('every file and folder that README and the documents name is there', () => {
  const gone = documents.flatMap((document) =>
    [...read(document).matchAll(/`([^`\n]+)`/g)]
      .flatMap(([, code = '']) => code.split(/\s+/))
      .filter((word) => /^[\w$.[\]/-]+(\.(tsx?|mjs|sql|md|css)|\/)$/.test(word))
      // How files are called by what they are: `thing.ts`, `verb-thing.server.ts`.
      .filter((word) => !/^(verb-)?things?[.-]/.test(word))
      .filter((word) => !isThere(word.replace(/\/$/, '')))
      .map((word) => `${document}: ${word}`),
  )
  expect(gone).toEqual([])
})

test('every link from one document to another leads somewhere', () => {
  const broken = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => path.join(path.dirname(document), target).replace(/\/$/, ''))
      .filter((target) => !everything.includes(target))
      .map((target) => `${document}: ${target}`),
  )
  expect(broken).toEqual([])
})

test('every decision has a number of its own, and a line in the list', () => {
  expect(decisions.map((file) => Number(file.slice(0, 3)))).toEqual(decisions.map((_, index) => index + 1))
  const listed = [...read('docs/decisions/README.md').matchAll(/^\| (\d{3}) \| \[[^\]]+\]\(([^)]+)\)/gm)]
  expect(listed.map(([, number, file]) => `${number} ${file}`)).toEqual(
    decisions.map((file) => `${file.slice(0, 3)} ${file}`),
  )
})
