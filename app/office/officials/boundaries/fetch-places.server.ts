import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { LinkAnswer, LinkRequest } from '~/channels/links/open-link.server'
import { readCsv } from '~/channels/uploads/read-csv'
import { audit } from '~/office/guard/audit.server'
import type { Office } from '~/office/guard/guard.server'
import { importPlaces } from '~/officials/divisions/lists/import-places.server'
import type { FileTable } from '~/officials/divisions/lists/read-table.server'
import { type FetchFailure, isUnderway, type PlacesFetch } from './places-list'

/** Its row in `maintenance_run` holds how far it is. */
const job = 'fetch places'
/** The list has about three megabytes. */
const mostBytes = 20 * 1024 * 1024
const timeout = 120_000

/** How far fetching the country's list of cities is, or came; null when nobody has asked for it. */
export async function readPlacesFetch(db: Db): Promise<PlacesFetch | null> {
  const row = await db.selectFrom('maintenance_run').select('result').where('job', '=', job).executeTakeFirst()
  return (row?.result as PlacesFetch | undefined) ?? null
}

/** Has the worker fetch the country's list of cities and add those that are not here. Nothing more while it does. */
export async function askForPlaces({ db, organizer, now }: Pick<Office, 'db' | 'organizer' | 'now'>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await oneAtATime(trx)
    const before = await readPlacesFetch(trx)
    if (isUnderway(before)) return
    await note(
      trx,
      {
        state: 'asked',
        states: [],
        all: 0,
        added: 0,
        known: 0,
        unused: 0,
        failure: null,
        status: null,
        by: organizer.id,
      },
      now,
    )
  })
}

/** After the list was uploaded by hand: that it could not be fetched is no news anymore. */
export async function forgetFailedFetch(trx: Trx): Promise<void> {
  await trx
    .deleteFrom('maintenance_run')
    .where('job', '=', job)
    .where(sql<boolean>`result->>'state' = 'failed'`)
    .execute()
}

export interface PlacesSource {
  url: string
  /** Name of this program, for the server that is asked. */
  agent: string
  open: (url: URL, request: LinkRequest) => Promise<LinkAnswer>
  isAllowed: (address: string) => boolean
}

/**
 * The worker's turn: fetches the list once somebody has asked for it, then adds the cities of one state after another,
 * each in one transaction. A worker that was killed fetches it again, and goes on with the next state.
 *
 * @returns a turn, which returns 0 when there is nothing to do
 */
export function openPlacesTurn(db: Db, source: PlacesSource): (now: Date) => Promise<number> {
  let list: Map<string, FileTable> | null = null
  return async (now) => {
    const fetch = await readPlacesFetch(db)
    if (!fetch || !isUnderway(fetch)) {
      list = null
      return 0
    }
    if (!list) {
      const fetched = await fetchList(source)
      list = fetched.outcome === 'fetched' ? fetched.list : null
      const next: PlacesFetch =
        fetched.outcome === 'fetched'
          ? { ...fetch, state: 'adding', all: fetched.list.size }
          : { ...fetch, state: 'failed', failure: fetched.failure, status: fetched.status }
      await db.transaction().execute((trx) => note(trx, next, now))
      return 1
    }
    const [state, table] = [...list].find(([name]) => !fetch.states.includes(name)) ?? []
    await db.transaction().execute(async (trx) => {
      await oneAtATime(trx)
      if (!state || !table) {
        await note(trx, { ...fetch, state: 'done' }, now)
        await audit(
          trx,
          { organizerId: fetch.by, groupId: null, act: 'imported-places', subject: '', howMany: fetch.added },
          now,
        )
        return
      }
      const { added, known, problems } = await importPlaces(trx, table)
      await note(
        trx,
        {
          ...fetch,
          states: [...fetch.states, state],
          added: fetch.added + added,
          known: fetch.known + known,
          unused: fetch.unused + problems.length,
        },
        now,
      )
    })
    return 1
  }
}

type Fetched =
  | { outcome: 'fetched'; list: Map<string, FileTable> }
  | { outcome: 'failed'; failure: FetchFailure; status: number | null }

async function fetchList({ url, agent, open, isAllowed }: PlacesSource): Promise<Fetched> {
  const signal = AbortSignal.timeout(timeout)
  const answer = await open(new URL(url), { method: 'GET', bodyBytes: mostBytes, agent, timeout, signal, isAllowed })
  if (answer.outcome === 'failed') return { outcome: 'failed', failure: answer.failure, status: null }
  if (answer.status !== 200) return { outcome: 'failed', failure: 'status', status: answer.status }
  const list = byState(answer.body)
  return list ? { outcome: 'fetched', list } : { outcome: 'failed', failure: 'not-a-list', status: null }
}

/** The list's rows by the state in their id. Null when it is not that list, or not all of it. */
function byState(text: string): Map<string, FileTable> | null {
  if (Buffer.byteLength(text) >= mostBytes) return null
  const [head, ...rows] = [...readCsv(text)].flatMap(({ line, cells }) => (cells ? { line, cells } : []))
  const headings = (head?.cells ?? []).map((heading) => heading.toLowerCase())
  const idAt = headings.indexOf('id')
  if (idAt < 0 || !headings.includes('name') || !headings.includes('census_geoid')) return null
  const list = new Map<string, FileTable>()
  for (const row of rows) {
    const state = /\/(?:state|territory|district):([a-z]{2})(?:\/|$)/.exec(row.cells[idAt] ?? '')?.[1] ?? ''
    const table = list.get(state)
    if (table) table.rows.push(row)
    else list.set(state, { headings, rows: [row] })
  }
  return list.size > 0 ? list : null
}

async function note(trx: Trx, fetch: PlacesFetch, now: Date): Promise<void> {
  await trx.deleteFrom('maintenance_run').where('job', '=', job).execute()
  await trx
    .insertInto('maintenance_run')
    .values({ job, ran_at: now, result: JSON.stringify(fetch) })
    .execute()
}

async function oneAtATime(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${job}))`.execute(trx)
}
