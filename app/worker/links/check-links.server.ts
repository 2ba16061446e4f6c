import { sql } from 'kysely'
import type { Db } from '#db/client'
import { linkedPages } from '~/web/links/linked-pages.server'
import type { Visited } from './polite-visitor'

/** How many links were visited, and how many of them are dead. */
export interface LinksChecked {
  known: number
  visited: number
  dead: number
}

interface LinkChecking {
  publicUrl: string
  visit: (url: string) => Promise<Visited>
  /** Ends the run; what was not visited by then stays due. */
  signal: AbortSignal
}

/** At most this many in a run, so that it ends before the next begins. */
const inOneRun = 300
/** Servers that are visited at the same time. */
const atOnce = 6

/**
 * Visits the links of what is public that are due: a living one every week, a dead one every day. A link that nothing
 * public has anymore is forgotten; one with an archived copy only after a year, since its page may come back.
 */
export async function checkLinks(
  db: Db,
  { publicUrl, visit, signal }: LinkChecking,
  now: () => Date,
): Promise<LinksChecked> {
  const urls = [...(await linkedPages(db, { publicUrl, language: 'en' }, now())).keys()]
  await rememberLinks(db, urls, now())
  const due = await db
    .selectFrom('link_check')
    .select('url')
    .where('next_check_at', '<=', now())
    .where('url', '=', sql<string>`any(${urls}::text[])`)
    // Of a silent server only the first are visited: they must be others each day.
    .orderBy('checked_at', (order) => order.asc().nullsFirst())
    .limit(inOneRun)
    .execute()
  const lines = Object.values(Object.groupBy(due, ({ url }) => new URL(url).host)).map((line) =>
    line!.map(({ url }) => url),
  )
  const total = { visited: 0, dead: 0 }
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let line = lines.shift(); line && !signal.aborted; line = lines.shift()) {
        const { visited, dead } = await visitServer(db, line, { visit, signal }, now)
        total.visited += visited
        total.dead += dead
      }
    }),
  )
  return { known: urls.length, ...total }
}

/** A server that let us wait this often is left alone until tomorrow. */
const mostTimeouts = 2

/** Visits the links to one server, one after the other. */
async function visitServer(
  db: Db,
  urls: string[],
  { visit, signal }: Pick<LinkChecking, 'visit' | 'signal'>,
  now: () => Date,
): Promise<{ visited: number; dead: number }> {
  let [visited, dead, timeouts] = [0, 0, 0]
  for (const url of urls) {
    const found = await visit(url)
    // What was cut short says nothing about the link.
    if (signal.aborted) break
    visited += 1
    if (await note(db, url, found, now())) dead += 1
    if (found.failure === 'timeout') timeouts += 1
    if (timeouts === mostTimeouts) {
      await putOff(db, urls.slice(visited), now())
      break
    }
  }
  return { visited, dead }
}

async function putOff(db: Db, urls: string[], now: Date): Promise<void> {
  await sql`
    update link_check set next_check_at = ${now}::timestamptz + make_interval(days => ${days.dead}) where url = any(${urls}::text[])
  `.execute(db)
}

async function rememberLinks(db: Db, urls: string[], now: Date): Promise<void> {
  await sql`
    with kept as (select unnest(${urls}::text[]) as url), gone as (
      delete from link_check where url not in (select url from kept) and (archive_url = '' or next_check_at < ${now}::timestamptz - interval '1 year'))
    insert into link_check (url, next_check_at) select url, ${now} from kept on conflict (url) do nothing
  `.execute(db)
}

/** Days until a link is visited again. */
const days = { alive: 7, dead: 1, robots: 30 }

/** @returns whether it is dead */
async function note(db: Db, url: string, { status, failure }: Visited, now: Date): Promise<boolean> {
  const isDead = failure !== 'robots' && !isAlive(status)
  const inDays = isDead ? days.dead : failure === 'robots' ? days.robots : days.alive
  await sql`
    update link_check set checked_at = ${now}, next_check_at = ${now}::timestamptz + make_interval(days => ${inDays}), status = ${status}, failure = ${failure},
      dead_since = case when ${isDead} then coalesce(dead_since, ${now}) end
    where url = ${url}
  `.execute(db)
  return isDead
}

/** Sites that turn robots away, or too many of them, still show their page to people. */
function isAlive(status: number | null): boolean {
  return status !== null && (status < 400 || [401, 403, 405, 406, 429, 451, 999].includes(status))
}
