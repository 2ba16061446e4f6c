import { sql } from 'kysely'
import type { Db } from '#db/client'
import { readSiteDay } from '#db/site-day'
import { reportLines, unreadLines } from '~/office/lists/keep-lines.server'
import { addDone, type ListJob, workOnLists } from '~/office/lists/work-on-lists.server'
import { readGazetteer } from '~/office/officials/rosters/lines/gazetteer.server'
import { readRosterRow } from '~/office/officials/rosters/lines/read-row'
import type { RosterMapping } from '~/office/officials/rosters/lines/roster-fields'
import { statesOfRow } from '~/office/officials/rosters/lines/row-states'
import {
  lineKey,
  type RosterOptions,
  rosterOptions,
  seatKey,
  understoodRow,
} from '~/office/officials/rosters/lines/understood-row'
import { announcePosts } from '~/officials/posts/announce-posts.server'
import { nameKey } from '~/officials/posts/name-key'
import { readDepartures } from './departures.server'
import { keepingRows, keepWithLine, rowsOfPlan } from './kept-rows.server'
import { openPlanner } from './plan-roster'
import { readRosterState, writePlan } from './roster-state.server'

const rowsAtOnce = 300

interface Job extends ListJob {
  mapping: RosterMapping
  options: RosterOptions
}

/** Checks or imports the next lines of the next list of officials. @returns 0 when idle */
export async function workOnRosters(db: Db, now: Date): Promise<number> {
  const jobOf = (job: ListJob): Job => ({ ...job, options: rosterOptions.parse(job.options) })
  return workOnLists(
    db,
    {
      kind: 'roster',
      check: (trx, job) => checkNext(trx, jobOf(job), now),
      run: (trx, job) => runNext(trx, jobOf(job), now),
    },
    now,
  )
}

async function checkNext(trx: Db, job: Job, now: Date): Promise<number> {
  const lines = await unreadLines(trx, 'roster', job.id, rowsAtOnce)
  if (lines.length === 0) {
    await tellRepeated(trx, job.id)
    await trx.updateTable('roster_import').set({ state: 'checked' }).where('id', '=', job.id).execute()
    return 1
  }
  const gazetteer = await readGazetteer(
    trx,
    lines.flatMap(({ cells }) => statesOfRow(cells, job.mapping, job.options)),
  )
  const context = { ...job, gazetteer, today: await readSiteDay(trx, now) }
  const understood = lines.map(({ line, cells }) => ({ line, ...readRosterRow(cells, context) }))
  const { add } = openPlanner(
    await readRosterState(
      trx,
      understood.flatMap(({ row }) => row ?? []),
    ),
  )
  await reportLines(
    trx,
    'roster',
    job.id,
    understood.map(({ line, row, name, problems, placeId, isUnread }) => ({
      line,
      understood: row
        ? { ...row, nameKey: nameKey(row.name), lineKey: lineKey(row), seatKey: seatKey(row) }
        : { nameKey: nameKey(name), placeId, isUnread },
      outcome: row ? 'good' : 'bad',
      problems,
      changes: row ? add(row) : [],
    })),
  )
  return addDone(trx, 'roster', { id: job.id, count: lines.length })
}

/** Refuses lines that repeat an earlier line, and second names for the same seat. */
async function tellRepeated(trx: Db, id: string): Promise<void> {
  for (const [key, reason] of [
    ['lineKey', 'repeated'],
    ['seatKey', 'seat-taken'],
  ] as const) {
    await sql`
      with numbered as (
        select line, first_value(line) over (partition by understood->>${key} order by line) as first from roster_import_row
        where import_id = ${id} and outcome = 'good' and understood->>${key} is not null)
      update roster_import_row set outcome = 'bad', changes = '[]', problems = problems || jsonb_build_array(jsonb_build_object('reason', ${reason}::text, 'field', null, 'text', numbered.first::text))
      from numbered where import_id = ${id} and roster_import_row.line = numbered.line and numbered.first < numbered.line
    `.execute(trx)
  }
}

async function runNext(trx: Db, job: Job, now: Date): Promise<number> {
  if (job.options.isComplete && !job.options.hasEnded) {
    const { left, heldBack } = await readDepartures(trx, job.id)
    const kept = await keepingRows(trx, { membership: left.map((one) => one.membershipId) }, () =>
      sql`update membership set ended_on = greatest(started_on, one.day), checked_on = one.day, source_url = one.source
        from jsonb_to_recordset(${JSON.stringify(left)}::jsonb) as one ("membershipId" uuid, day date, source text) where membership.id = one."membershipId"`.execute(
        trx,
      ),
    )
    await announcePosts(
      trx,
      left.map((one) => one.postId),
    )
    await trx
      .updateTable('roster_import')
      .set({
        options: JSON.stringify({
          ...job.options,
          hasEnded: true,
          ended: left.map(({ name, title }) => ({ name, title })),
          heldBack,
          kept,
        }),
      })
      .where('id', '=', job.id)
      .execute()
    return 1
  }
  const lines = await trx
    .selectFrom('roster_import_row')
    .select(['line', 'understood', 'problems'])
    .where('import_id', '=', job.id)
    .where('outcome', '=', 'good')
    .orderBy('line')
    .limit(rowsAtOnce)
    .execute()
  if (lines.length === 0) {
    await trx.updateTable('roster_import').set({ state: 'done', done_at: now }).where('id', '=', job.id).execute()
    return 1
  }
  const rows = lines.map(({ line, understood }) => ({ line, row: understoodRow.parse(understood) }))
  const { add, plan } = openPlanner(
    await readRosterState(
      trx,
      rows.map(({ row }) => row),
    ),
  )
  const done = rows.map(({ line, row }) => ({ line, changes: add(row) }))
  const kept = await keepingRows(trx, rowsOfPlan(plan), () => writePlan(trx, plan, now))
  await keepWithLine(trx, { importId: job.id, line: rows[0]!.line, rows: kept })
  await announcePosts(trx, [...plan.postIds])
  await sql`
    update roster_import_row set outcome = case when one.changes @? '$[*] ? (@.what != "newer-known")' then 'done' else 'unchanged' end, changes = one.changes
    from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as one (line integer, changes jsonb) where import_id = ${job.id} and roster_import_row.line = one.line
  `.execute(trx)
  return addDone(trx, 'roster', { id: job.id, count: lines.length })
}
