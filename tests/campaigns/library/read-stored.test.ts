import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, vi } from 'vitest'
import { readingLimits } from '~/campaigns/library/document-file'
import { fileName, pictureName } from '~/campaigns/library/document-names'
import type { FileWork } from '~/campaigns/library/file-work'
import type { Finding } from '~/campaigns/library/finding'
import { lockFile } from '~/campaigns/library/lock-file.server'
import { openDocumentReading } from '~/campaigns/library/read-stored.server'
import { openRecognizer, type Recognizer } from '~/campaigns/library/recognize-text.server'
import { workOnFiles } from '~/campaigns/library/work-on-files.server'
import { folderStorage } from '~/channels/storage/folder-storage.server'
import type { Storage } from '~/channels/storage/storage'
import { type FileParser, openFileParser } from '~/channels/uploads/file-parser.server'
import { RefusedFile } from '~/channels/uploads/parse-kind'
import { test, type World } from '../../support/firme-test'
import * as made from '../../support/pdfs'
import { hasDocument } from '../../support/story-things'
import { builtEntry, testParser } from '../../support/uploads'

let folder = ''
let storage: Storage

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'firme-library-'))
  storage = folderStorage(path.join(folder, 'documents'))
})
afterAll(() => rm(folder, { recursive: true }))

// Where the words behind a scan lie.
const letters = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="612" height="792"><rect width="100%" height="100%" fill="white"/><text x="70" y="710" font-size="24">Marisol</text></svg>',
)

async function uploaded(world: World, file: Buffer, slug = 'release'): Promise<{ id: string; sha256: string }> {
  const document = await hasDocument(world.db, { slug, file }, world.at)
  await storage.put(fileName(document.sha256), file)
  return document
}

interface Reading {
  parser?: FileParser
  recognizer?: Recognizer | null
  limits?: typeof readingLimits
}

function reader(world: World, { parser = testParser, recognizer = null, limits = readingLimits }: Reading = {}) {
  const turn = openDocumentReading({
    parser,
    storage,
    recognizer,
    limits,
  })
  return {
    turn: () => turn(world.as.worker, world.at),
    async all() {
      for (let turns = 0; turns < 50; turns += 1) if ((await turn(world.as.worker, world.at)) === 0) return
    },
  }
}

const row = (world: World, id: string) =>
  world.db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const pagesOf = (world: World, id: string) =>
  world.db
    .selectFrom('document_page')
    .select(['number', 'text', 'text_from', 'width'])
    .where('document_id', '=', id)
    .orderBy('number')
    .execute()
const kinds = (findings: unknown) => (findings as Finding[]).map(({ kind }) => kind)

describe('reading', () => {
  test('the worker reads every page, with its pictures, and can find its words in both languages', async ({
    world,
  }) => {
    const { id, sha256 } = await uploaded(world, await made.pages('The detainer was ignored', 'La orden de detención'))
    await reader(world).all()
    expect(await row(world, id)).toMatchObject({ reading: 'read', pages: 2, pages_read: 2, findings: [] })
    expect((await pagesOf(world, id)).map(({ text, text_from }) => [text, text_from])).toEqual([
      ['The detainer was ignored', 'file'],
      ['La orden de detención', 'file'],
    ])
    for (const size of ['large', 'small'] as const)
      expect(await storage.has(pictureName(sha256, 2, size))).toBeGreaterThan(500)
  })

  test('when its process is killed with -9, reading goes on at the page where it was', async ({ world }) => {
    const texts = Array.from({ length: 30 }, (_, at) => `This is page ${at + 1}.`)
    const { id } = await uploaded(world, await made.pages(...texts))
    const parser = openFileParser(await builtEntry())
    let isKilled = false
    const killing: FileParser = {
      async *parse(kind, work) {
        let pieces = 0
        for await (const piece of parser.parse(kind, work)) {
          pieces += 1
          if (pieces === 12 && !isKilled) {
            isKilled = true
            execFileSync('pkill', ['-9', '-f', '-P', String(process.pid), 'parse-file.js'])
          }
          yield piece
        }
      },
    }
    const { turn, all } = reader(world, { parser: killing })
    await turn()
    const killed = await row(world, id)
    expect(killed.reading).toBe('reading')
    expect(killed.pages_read).toBeGreaterThan(0)
    expect(killed.pages_read).toBeLessThan(30)
    await all()
    expect(await row(world, id)).toMatchObject({ reading: 'read', pages_read: 30, findings: [] })
    expect((await pagesOf(world, id)).map(({ text }) => text)).toEqual(texts)
  })

  test('a page that takes too long is tried twice, then told of, and the others are read', async ({ world }) => {
    const { id } = await uploaded(world, await made.pages('one', 'two', 'three'))
    const stuck: FileParser = {
      async *parse(kind, work) {
        for await (const piece of testParser.parse(kind, work)) {
          if ((piece as { page?: { number: number } }).page?.number === 2) throw new RefusedFile({ why: 'too-slow' })
          yield piece
        }
      },
    }
    await reader(world, { parser: stuck }).all()
    const read = await row(world, id)
    expect(read).toMatchObject({ reading: 'read', pages_read: 3 })
    expect(read.findings).toEqual([{ kind: 'unread-page', page: 2, excerpt: '', count: 1 }])
    expect((await pagesOf(world, id)).map(({ text, width }) => [text, width])).toEqual([
      ['one', 1200],
      ['', 0],
      ['three', 1200],
    ])
  })

  test('one whose reader was ended before it had begun is read again by itself, later each time, and not for ever', async ({
    world,
  }) => {
    const { id } = await uploaded(world, await made.pages('one'))
    const ended: FileParser = {
      // oxlint-disable-next-line require-yield
      async *parse() {
        throw new RefusedFile({ why: 'too-much-memory' })
      },
    }
    const reads = async (minutes: number, parser: FileParser) => {
      const at = new Date(world.at.getTime() + minutes * 60_000)
      const turn = openDocumentReading({ parser, storage, recognizer: null, limits: readingLimits })
      for (let turns = 0; turns < 9 && (await turn(world.as.worker, at)) > 0; turns += 1);
      return row(world, id)
    }
    expect(await reads(0, ended)).toMatchObject({ reading: 'failed', failure: 'too-much-memory' })
    expect((await reads(9, testParser)).reading).toBe('failed')
    for (const minutes of [11, 75, 600]) expect((await reads(minutes, ended)).reading).toBe('failed')
    expect((await reads(100_000, testParser)).reading).toBe('failed')
    await world.db.updateTable('document').set({ read_failures: 1, read_again_at: world.at }).execute()
    expect(await reads(1, testParser)).toMatchObject({
      reading: 'read',
      failure: null,
      read_failures: 0,
      read_again_at: null,
    })
  })

  test('files that are hostile end as failed or with words, and the next one is read all the same', async ({
    world,
  }) => {
    const bad = await uploaded(world, Buffer.from('%PDF-1.7 and nothing else'), 'bad')
    const locked = await uploaded(world, await made.encrypted(), 'locked')
    const bomb = await uploaded(world, await made.bomb(), 'bomb')
    await reader(world, { limits: { ...readingLimits, millisecondsEach: 3_000 } }).all()
    const picture = await uploaded(world, await made.pictureBomb(), 'picture')
    const good = await uploaded(world, await made.pages('fine'), 'good')
    const gone = await uploaded(world, await made.pages('gone'), 'gone')
    await storage.delete(fileName(gone.sha256))
    await reader(world).all()
    expect(await row(world, bad.id)).toMatchObject({ reading: 'failed', failure: 'broken-pdf' })
    expect(await row(world, locked.id)).toMatchObject({ reading: 'failed', failure: 'encrypted' })
    expect(await row(world, gone.id)).toMatchObject({ reading: 'failed', failure: 'missing-file' })
    const { reading, failure, findings } = await row(world, bomb.id)
    // On a busy machine its time may be over before its first page is begun.
    expect(['read unread-page', 'failed too-slow']).toContain(
      reading === 'read' ? `read ${kinds(findings)}` : `${reading} ${failure}`,
    )
    expect(await row(world, picture.id)).toMatchObject({ reading: 'read', pages_read: 1 })
    expect((await pagesOf(world, good.id)).map(({ text }) => text)).toEqual(['fine'])
  })

  test('a scan is recognized when the program is there, and otherwise has no text', async ({ world }) => {
    const picture = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#ccc' } })
      .jpeg()
      .toBuffer()
    const bytes = await made.scan(picture)
    const { id } = await uploaded(world, bytes)
    await reader(world).all()
    expect(await pagesOf(world, id)).toMatchObject([{ text: '', text_from: 'nothing' }])
    expect((await row(world, id)).findings).toEqual([{ kind: 'unrecognized', page: 1, excerpt: '', count: 1 }])
    const program = path.join(folder, 'tesseract')
    await writeFile(
      program,
      '#!/bin/sh\nif [ "$1" = --list-langs ]; then printf "List:\\neng\\nspa\\n"; else cat > /dev/null; echo "Call 602-555-0114 ($*)"; fi\n',
    )
    await chmod(program, 0o755)
    expect(await openRecognizer(path.join(folder, 'nothing'))).toBeNull()
    const again = await uploaded(world, bytes, 'again')
    await reader(world, { recognizer: await openRecognizer(program) }).all()
    expect(await pagesOf(world, again.id)).toMatchObject([
      { text: 'Call 602-555-0114 (stdin stdout -l eng+spa)', text_from: 'recognized' },
    ])
    expect(kinds((await row(world, again.id)).findings)).toEqual(['phone'])
    const stamped = await uploaded(world, await made.stampedScan(picture, 'ICE 000123'), 'stamped')
    await reader(world, { recognizer: await openRecognizer(program) }).all()
    expect(await pagesOf(world, stamped.id)).toMatchObject([
      { text: 'ICE 000123\nCall 602-555-0114 (stdin stdout -l eng+spa)', text_from: 'recognized' },
    ])
  })

  test('a page that the program fails on does not look like an empty one; one in which it finds nothing does', async ({
    world,
  }) => {
    const picture = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#ccc' } })
      .jpeg()
      .toBuffer()
    const bytes = await made.scan(picture)
    const failed = await uploaded(world, bytes, 'failed')
    await reader(world, { recognizer: { recognize: async () => null } }).all()
    expect(kinds((await row(world, failed.id)).findings)).toEqual(['unrecognized'])
    const empty = await uploaded(world, bytes, 'empty')
    await reader(world, { recognizer: { recognize: async () => ' \n' } }).all()
    expect(await row(world, empty.id)).toMatchObject({ reading: 'read', findings: [] })
  })
})

describe('what organizers ask for', () => {
  const asks = (world: World, id: string, work: FileWork) =>
    world.db
      .updateTable('document')
      .set({ file_work: JSON.stringify(work) })
      .where('id', '=', id)
      .execute()
  const work = async (world: World) => {
    for (let turns = 0; turns < 10; turns += 1)
      if (
        (await workOnFiles(
          world.as.worker,
          { parser: testParser, storage, folder: path.join(folder, 'cleaning') },
          world.at,
        )) === 0
      )
        return
  }
  /** Until somebody waits for the lock of a file. */
  const waitedFor = async (world: World, sha256: string) => {
    const waiting = sql<{ is: boolean }>`
      select exists (select from pg_locks where locktype = 'advisory' and not granted
        and objid = (hashtext(${`document ${sha256}`})::bigint & 4294967295)::oid) as "is"
    `
    await vi.waitUntil(async () => (await waiting.execute(world.db)).rows[0]!.is, 20_000)
  }
  const clean = { act: 'clean', removesInvisible: false, keepsOriginal: false } as const

  test('a cleaned copy takes the place of the file, which is gone, and is read like a new one', async ({ world }) => {
    const { id, sha256 } = await uploaded(world, await made.blackBox())
    await reader(world).all()
    expect(kinds((await row(world, id)).findings)).toEqual(['covered-text'])
    await world.db
      .updateTable('document')
      .set({ findings_accepted_at: world.at, read_failures: 2, read_again_at: world.at })
      .where('id', '=', id)
      .execute()
    await asks(world, id, clean)
    await work(world)
    const copy = await row(world, id)
    expect(copy).toMatchObject({ reading: 'waiting', findings_accepted_at: null, file_work: null, kept_sha256: null })
    expect(copy).toMatchObject({ read_failures: 0, read_again_at: null })
    expect(await pagesOf(world, id)).toEqual([])
    expect(copy.sha256).not.toBe(sha256)
    expect(await storage.has(fileName(copy.sha256))).toBe(Number(copy.bytes))
    expect(await readdir(path.join(folder, 'cleaning'))).toEqual([])
    expect(await storage.has(fileName(sha256))).toBeNull()
    expect(await storage.has(pictureName(sha256, 1, 'large'))).toBeNull()
    await reader(world).all()
    expect(await row(world, id)).toMatchObject({ reading: 'read', findings: [] })
    expect((await pagesOf(world, id))[0]!.text).not.toContain('Marisol')
  })

  test('the file as it was stays only when that was asked for', async ({ world }) => {
    const { id, sha256 } = await uploaded(world, await made.blackBox())
    await reader(world).all()
    await asks(world, id, { ...clean, keepsOriginal: true })
    await work(world)
    expect((await row(world, id)).kept_sha256).toBe(sha256)
    expect(await storage.has(fileName(sha256))).toBeGreaterThan(0)
    expect(await storage.has(pictureName(sha256, 1, 'large'))).toBeNull()
  })

  test('cleaning again keeps the first file, and leaves no copy in between', async ({ world }) => {
    const { id, sha256 } = await uploaded(world, await made.scan(await sharp(letters).jpeg().toBuffer(), 'Marisol'))
    await reader(world).all()
    await asks(world, id, { ...clean, keepsOriginal: true })
    await work(world)
    const between = (await row(world, id)).sha256
    await reader(world).all()
    await asks(world, id, { ...clean, removesInvisible: true, keepsOriginal: true })
    await work(world)
    const last = await row(world, id)
    expect(new Set([sha256, between, last.sha256]).size).toBe(3)
    expect(last.kept_sha256).toBe(sha256)
    expect(await storage.has(fileName(sha256))).toBeGreaterThan(0)
    expect(await storage.has(fileName(between))).toBeNull()
  })

  test('removing a document takes its files with it, and leaves those of another one with the same file', async ({
    world,
  }) => {
    const bytes = await made.pages('twice')
    const one = await uploaded(world, bytes, 'one')
    const other = await uploaded(world, bytes, 'other')
    await reader(world).all()
    await asks(world, one.id, { act: 'remove' })
    await work(world)
    expect(await storage.has(fileName(one.sha256))).toBeGreaterThan(0)
    await asks(world, other.id, { act: 'remove' })
    await work(world)
    expect(await storage.has(fileName(one.sha256))).toBeNull()
    expect(await storage.has(pictureName(one.sha256, 1, 'small'))).toBeNull()
    expect(await world.db.selectFrom('document').select('id').execute()).toEqual([])
  })

  test('a file that is uploaded again while its former document is removed is kept', async ({ world }) => {
    const one = await uploaded(world, await made.pages('removed and uploaded again'), 'one')
    await reader(world).all()
    await asks(world, one.id, { act: 'remove' })
    let removing = Promise.resolve()
    await world.as.office.transaction().execute(async (trx) => {
      await lockFile(trx, one.sha256)
      removing = work(world)
      const { id: _, ...again } = await row(world, one.id)
      const content = JSON.stringify(again.content)
      const fields = {
        content,
        bytes: Number(again.bytes),
        findings: '[]',
        file_work: null,
        state: 'draft',
        slug: 'again',
      } as const
      await trx
        .insertInto('document')
        .values({ ...again, ...fields })
        .execute()
      // The worker is on its way, and may only look once the lock is free.
      await Promise.race([removing, waitedFor(world, one.sha256)])
    })
    await removing
    expect((await world.db.selectFrom('document').select('slug').execute()).map(({ slug }) => slug)).toEqual(['again'])
    expect(await storage.has(fileName(one.sha256))).toBeGreaterThan(0)
    expect(await storage.has(pictureName(one.sha256, 1, 'large'))).toBeGreaterThan(0)
  })

  test('a file that cannot be cleaned stays as it is, and says so', async ({ world }) => {
    const { id, sha256 } = await uploaded(world, await made.encrypted())
    await asks(world, id, clean)
    await work(world)
    expect(await row(world, id)).toMatchObject({ sha256, failure: 'not-cleaned', file_work: null })
    expect(await storage.has(fileName(sha256))).toBeGreaterThan(0)
  })
})
