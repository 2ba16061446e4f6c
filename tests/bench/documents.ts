// How fast a release of 1,000 pages is read, stored and found, and how much memory its reader takes. Bundled and run by run.mjs.
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import PDFDocument from 'pdfkit'
import { openDatabase } from '#db/client'
import { documentContent } from '~/campaigns/library/document-content'
import { fileName } from '~/campaigns/library/document-names'
import { openDocumentReading } from '~/campaigns/library/read-stored.server'
import { searchPages } from '~/campaigns/library/search-documents.server'
import { folderStorage } from '~/channels/storage/folder-storage.server'
import { openFileParser } from '~/channels/uploads/file-parser.server'

const pages = 1_000
const [databaseUrl = ''] = process.argv.slice(2)
const { db } = openDatabase(databaseUrl, 2)
const folder = await mkdtemp(path.join(tmpdir(), 'firme-bench-documents-'))
const storage = folderStorage(folder)
const bytes = await release()
const sha256 = createHash('sha256').update(bytes).digest('hex')
await storage.put(fileName(sha256), bytes)
const { id: campaignId } = await db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
const now = new Date()
const { id } = await db
  .insertInto('document')
  .values({
    campaign_id: campaignId,
    slug: `bench-${sha256.slice(0, 8)}`,
    state: 'open',
    content: JSON.stringify(documentContent.parse({ title: { en: 'Release', es: 'Entrega' } })),
    sha256,
    bytes: bytes.length,
    created_at: now,
    updated_at: now,
  })
  .returning('id')
  .executeTakeFirstOrThrow()

const parser = openFileParser(path.resolve('build', 'roles', 'parse-file.js'))
const turn = openDocumentReading({ parser, storage, recognizer: null })
const peaks: number[] = []
const watch = setInterval(() => void residentOfChild().then((megabytes) => megabytes > 0 && peaks.push(megabytes)), 200)
const before = performance.now()
for (let done = await turn(db, now); done > 0; done = await turn(db, now));
const seconds = (performance.now() - before) / 1000
clearInterval(watch)
const third = Math.floor(peaks.length / 3)
const most = (some: number[]) => Math.round(Math.max(0, ...some))
console.log(
  `documents: ${pages} pages (${(bytes.length / 2 ** 20).toFixed(1)} MB) read in ${seconds.toFixed(0)} s: ${(pages / seconds).toFixed(1)} pages/s; ` +
    `reader at most ${most(peaks.slice(0, third))} MB in the first third, ${most(peaks.slice(-third))} MB in the last; this process ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
)
const filter = { collection: '', campaign: '', year: '', language: '' }
for (const words of ['"the sheriff of county 777"', 'detainer']) {
  const from = performance.now()
  const { all } = await searchPages(db, { words, filter }, { from: 0, most: 24 })
  console.log(`documents: ${words} found on ${all} pages in ${(performance.now() - from).toFixed(0)} ms`)
}
await db.deleteFrom('document').where('id', '=', id).execute()
await db.destroy()
await rm(folder, { recursive: true })

/** Letters of a page each, as a release under the Freedom of Information Act has them. */
async function release(): Promise<Buffer> {
  const document = new PDFDocument({ size: 'LETTER', margin: 60 })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => void chunks.push(chunk))
  const ended = new Promise<void>((resolve) => document.once('end', () => resolve()))
  for (let page = 1; page <= pages; page += 1) {
    if (page > 1) document.addPage()
    const sentence = `The sheriff of county ${page} asked whether a detainer binds the jail, and counsel wrote that it is a request. `
    document.fontSize(10).text(sentence.repeat(22))
  }
  document.end()
  await ended
  return Buffer.concat(chunks)
}

async function residentOfChild(): Promise<number> {
  const children = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'latin1').catch(() => '')
  const sizes = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map((pid) => readFile(`/proc/${pid}/status`, 'latin1').catch(() => '')),
  )
  return Math.max(0, ...sizes.map((status) => Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024))
}
