import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import { readSiteDay } from '#db/site-day'
import { outreachKind } from '~/actions/registry.server'
import { type Language, languageNames, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { longDate } from '~/ui/page/dates'
import { escaped } from '~/web/http/escaped'
import { onlyCampaign } from '~/web/story/story-campaign.server'
import { freezePage, targetsOf } from './frozen-page'

/** A file of the archive. */
export interface FrozenFile {
  /** With folders, without a leading slash. */
  name: string
  bytes: Uint8Array
}

interface Freezer {
  db: Db
  /** Gets a path from the running site. */
  ask: (target: string) => Promise<Response>
  /** As it stands in the pages. */
  publicUrl: string
  /** Waits before a busy site is asked again; for tests. */
  wait?: (seconds: number) => Promise<unknown>
  /** Called for a page that could not be read and is left out. */
  onMissing?: (missing: MissingPage) => void
}

interface Archived {
  id: string
  slug: string
  name: Record<Language, string>
}

/** A page that an archive lacks. */
export interface MissingPage {
  target: string
  /** What the site answered; null: nothing. */
  status: number | null
}

/**
 * Everything public of a campaign, in both languages, as files that any web server can show: pages, pictures, documents,
 * feeds, figures. Nothing in it needs the site, and nobody who signed is in it. Pages that could not be read are named in
 * `READ-ME-FIRST.txt`.
 */
export async function* freezeCampaign(freezer: Freezer, campaign: Archived, now: Date): AsyncGenerator<FrozenFile> {
  // Links are rewritten once every page is known. Until then pages wait on disk: a campaign can have thousands.
  const folder = await mkdtemp(join(tmpdir(), 'firme-archive-'))
  try {
    yield* frozenFiles({ ...freezer, ask: patiently(freezer) }, campaign, folder, now)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* frozenFiles(
  { db, ask, publicUrl, onMissing }: Freezer,
  campaign: Archived,
  folder: string,
  now: Date,
): AsyncGenerator<FrozenFile> {
  const own = await ownPages(db, campaign)
  const waiting = (at: number) => join(folder, String(at))
  /** Files by the path that they hold. */
  const files = new Map<string, string>()
  const open = [...own.seeds]
  const seen = new Set(open)
  const found: { target: string; file: string }[] = []
  const missing: MissingPage[] = []
  for (let target = open.shift(); target !== undefined; target = open.shift()) {
    const answer = await follow(ask, target, publicUrl)
    if (answer.status === 404 && !own.seeds.includes(target)) continue
    if (answer.bytes === null) {
      missing.push({ target, status: answer.status })
      onMissing?.({ target, status: answer.status })
      continue
    }
    const file = fileName(target, answer.isPage)
    if (!answer.isPage) {
      files.set(target, file)
      yield { name: file, bytes: answer.bytes }
      continue
    }
    const html = new TextDecoder().decode(answer.bytes)
    files.set(target, file)
    await writeFile(waiting(found.length), answer.bytes)
    found.push({ target, file })
    for (const next of targetsOf(html, { from: target, publicUrl }))
      if (own.has(next) && !seen.has(next)) {
        seen.add(next)
        open.push(next)
      }
  }
  // A list that is filtered, or turned to another page that was not found, is the list.
  const fileOf = (target: string) => files.get(target) ?? files.get(target.split('?')[0]!) ?? null
  const isOver = await hasEnded(db, campaign.id, now)
  const today = await readSiteDay(db, now)
  const wordsIn = (language: Language) =>
    translator(language)(isOver ? 'archive.closed' : 'archive.open', {
      date: longDate(language, today),
      url: `${publicUrl}${paths.campaign(language, campaign.slug)}`,
    })
  for (const [at, { target, file }] of found.entries()) {
    const html = await readFile(waiting(at), 'utf8')
    const language = target.startsWith('/es') ? 'es' : 'en'
    const words = wordsIn(language)
    yield { name: file, bytes: encode(freezePage(html, { from: target, publicUrl, fileOf, words })) }
  }
  yield { name: 'index.html', bytes: encode(frontPage(campaign, fileOf, wordsIn)) }
  if (missing.length > 0) yield { name: 'READ-ME-FIRST.txt', bytes: encode(missingWords(missing)) }
}

/** Most seconds that a busy site may ask us to wait, and how often it may. */
const longestWait = 60
const mostWaits = 5

/** Asks again when the site is busy, once it says it will not be. */
function patiently({
  ask,
  wait = (seconds) => setTimeout(seconds * 1_000),
}: Pick<Freezer, 'ask' | 'wait'>): Freezer['ask'] {
  return async (target) => {
    for (let waits = 0; ; waits += 1) {
      const answer = await ask(target)
      if ((answer.status !== 429 && answer.status !== 503) || waits === mostWaits) return answer
      await answer.body?.cancel()
      const seconds = Number(answer.headers.get('retry-after') ?? 1)
      await wait(Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), longestWait) : longestWait)
    }
  }
}

type Followed = { status: 200; isPage: boolean; bytes: Uint8Array } | { status: number | null; bytes: null }

/** Redirects that are followed, all within the site. */
const mostRedirects = 5

async function follow(ask: Freezer['ask'], target: string, publicUrl: string): Promise<Followed> {
  try {
    for (let at = target, redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const answer = await ask(at)
      const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false
      if (answer.status === 200) return { status: 200, isPage, bytes: new Uint8Array(await answer.arrayBuffer()) }
      await answer.body?.cancel()
      const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null
      const next =
        location !== null && URL.canParse(location, publicUrl + at) ? new URL(location, publicUrl + at) : null
      if (next?.origin !== new URL(publicUrl).origin) return { status: answer.status, bytes: null }
      at = next.pathname + next.search
    }
    return { status: 302, bytes: null }
  } catch {
    // It broke off: its page is named like one that answers with an error.
    return { status: null, bytes: null }
  }
}

function missingWords(missing: readonly MissingPage[]): string {
  const lines = missing.map(({ target, status }) => `  ${target} (${status ?? '-'})`).join('\n')
  return languages
    .map((language) => `${translator(language)('archive.missing', { count: missing.length })}\n\n${lines}\n`)
    .join('\n')
}

/** Whether people can no longer take part. */
async function hasEnded(db: Db, id: string, now: Date): Promise<boolean> {
  const { state, ends_at } = await db
    .selectFrom('campaign')
    .select(['state', 'ends_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return state === 'archived' || (ends_at !== null && ends_at <= now)
}

interface OwnPages {
  seeds: string[]
  /** Whether a path belongs to the campaign, or is a file that its pages load. */
  has: (target: string) => boolean
}

async function ownPages(db: Db, { id, slug }: { id: string; slug: string }): Promise<OwnPages> {
  const { rows } = await sql<{ kind: string; slug: string }>`
    select 'petition' as kind, slug from petition where campaign_id = ${id} and state in ('open', 'closed', 'victory')
    union all select kind, slug from advocacy_campaign where campaign_id = ${id} and state in ('open', 'closed')
    union all select 'document', slug from document where campaign_id = ${id} and state = 'open'
  `.execute(db)
  const pagesIn = (lang: Language) =>
    rows.map((row) => {
      if (row.kind === 'petition') return paths.petition(lang, row.slug)
      return row.kind === 'document' ? paths.document(lang, row.slug) : outreachKind(row.kind).path(lang, row.slug)
    })
  const campaigns = languages.map((lang) => paths.campaign(lang, slug))
  // Lists of the whole site are the campaign's when there is no other.
  const lists =
    (await onlyCampaign(db, 'en'))?.slug === slug
      ? languages.map((lang) => [paths.documents(lang), paths.localities(lang)]).flat()
      : []
  const pages = [...campaigns, ...languages.flatMap(pagesIn), ...lists]
  const folders = [
    ...campaigns,
    ...languages.map((lang) => paths.localities(lang)).filter((path) => lists.includes(path)),
    ...rows.flatMap((row) => (row.kind === 'document' ? languages.map((lang) => paths.document(lang, row.slug)) : [])),
  ]
  const asked = languages.map((lang) => paths.startYourOwn(lang, slug))
  return {
    seeds: [
      ...pages,
      ...languages.flatMap((lang) =>
        rows.filter(({ kind }) => kind === 'petition').map((row) => paths.petitionJson(lang, row.slug)),
      ),
    ],
    has(target) {
      const [path = '', query = ''] = target.split('?')
      if (asked.includes(path)) return false
      // Filters have no end; pages of a list do.
      if (query && !/^page=\d+$/.test(query) && !/\.\w+$/.test(path)) return false
      return pages.includes(path) || folders.some((folder) => path.startsWith(`${folder}/`)) || isFile(path)
    },
  }
}

/** A picture, font, feed or document that a page loads or leads to. What was kept out of pages is no file of theirs. */
function isFile(path: string): boolean {
  return (
    /\.(?:png|jpe?g|webp|svg|ico|woff2?|json|xml|atom|ics|pdf|csv|mp4|webm|vtt)$/.test(path) &&
    !path.startsWith('/sitemap')
  )
}

function fileName(target: string, isPage: boolean): string {
  const [path = '', query = ''] = target.split('?')
  const folder = path.replace(/^\//, '')
  if (!isPage) return folder
  const page = /^page=(\d+)$/.exec(query)?.[1]
  return `${folder}/${page ? `page-${page}` : 'index'}.html`
}

const frontStyle =
  'body{font:1.125rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:42rem;overflow-wrap:anywhere;padding:2rem 1.125rem;color:#111;background:#fff}section{border-top:.3rem solid;padding:1rem 0 2rem}h1{font-size:2rem;line-height:1.1;margin:.5rem 0}a{color:inherit}'

/** Leads to the campaign in each language. */
function frontPage(
  { slug, name }: { slug: string; name: Record<Language, string> },
  fileOf: (target: string) => string | null,
  wordsIn: (language: Language) => string,
): string {
  const links = languages.flatMap((lang) => {
    const file = fileOf(paths.campaign(lang, slug))
    return file
      ? [
          `<section lang="${lang}"><h1><a href="${file}">${escaped(name[lang])}</a></h1><p>${escaped(wordsIn(lang))}</p><p><a href="${file}">${languageNames[lang]}</a></p></section>`,
        ]
      : []
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(name.en)} · ${escaped(name.es)}</title><style>${frontStyle}</style></head><body>${links.join('')}</body></html>`
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/**
 * How the archive reads the site: from this machine, or where people open it when it runs on another one.
 *
 * @throws when it runs on neither
 */
export async function siteAsker(env: { port: number; publicUrl: string }): Promise<Freezer['ask']> {
  for (const base of [`http://127.0.0.1:${env.port}`, env.publicUrl]) {
    const answer = await fetch(`${base}${paths.health()}`).catch(() => null)
    if (answer?.ok) return (target) => fetch(`${base}${target}`, { redirect: 'manual' })
  }
  throw new Error('the site does not answer')
}
