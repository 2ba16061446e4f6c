import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { readSiteDay } from '#db/site-day'
import { announcePolicies } from '~/campaigns/policies/announce-policies.server'
import { isOnlySeen, lastSeen, sameAs } from '~/campaigns/policies/edit-policies.server'
import { audit } from '~/office/guard/audit.server'
import { countOutcomes } from '~/office/lists/count-lines.server'
import { reportLines, unreadLines } from '~/office/lists/keep-lines.server'
import { addDone, type ListJob, workOnLists } from '~/office/lists/work-on-lists.server'
import { readGazetteer } from '~/office/officials/rosters/lines/gazetteer.server'
import { plain } from '~/officials/posts/name-key'
import { type KnownPolicy, type PolicyChange, planPolicies, type RefusedLine, saidOn } from './plan-policies'
import type { PolicyMapping } from './policy-fields'
import {
  type PolicyProblem,
  policyOptions,
  type ReadPolicy,
  statesOf,
  type UnderstoodPolicy,
  understandPolicy,
} from './understand-policy'

const rowsAtOnce = 1_000

/** Results of reading a list, kept beside its settings. */
const policyResult = z.object({
  /** Policies that end. */
  ends: z.array(z.object({ id: z.uuid(), words: z.string(), endedOn: z.string() })).default([]),
  /** How many more end by what the lines say. */
  endsByLine: z.number().default(0),
  /** How many open policies of earlier lists there were. */
  open: z.number().default(0),
  heldBack: z.number().default(0),
  /** Lines about sheriffs, and those whose county was found. */
  sheriffs: z.object({ all: z.number(), matched: z.number() }).default({ all: 0, matched: 0 }),
  /** What an import would do, to see whether that is still so when it starts. */
  plan: z.string().default(''),
  /** YYYY-MM-DD: the day it was planned. */
  day: z.string().default(''),
  /** Whether something changed after the check, so that somebody must look at the list again. */
  isPlannedAgain: z.boolean().default(false),
  /** Who started it last. */
  startedBy: z.uuid().nullable().default(null),
  /** Of the policies that ended: as they were, for undoing it. */
  before: z.array(z.unknown()).default([]),
  /** Set when the list was undone: policies that were changed by hand since, and stay. */
  kept: z.number().default(0),
})
export const storedOptions = policyOptions.extend(policyResult.shape)

interface Job extends ListJob {
  mapping: PolicyMapping
  options: z.output<typeof storedOptions>
}

/** Checks or imports the next lines of the next list of policies. @returns 0 when idle */
export async function workOnPolicies(db: Db, now: Date): Promise<number> {
  const jobOf = (job: ListJob): Job => ({ ...job, options: storedOptions.parse(job.options) })
  return workOnLists(
    db,
    {
      kind: 'policy',
      check: (trx, job) => checkNext(trx, jobOf(job), now),
      run: (trx, job) => runNext(trx, jobOf(job), now),
    },
    now,
  )
}

async function checkNext(trx: Db, job: Job, now: Date): Promise<number> {
  const lines = await unreadLines(trx, 'policy', job.id, rowsAtOnce)
  if (lines.length === 0) {
    await settleByOri(trx, job, now)
    await planAll(trx, job, now)
    return 1
  }
  const read = await readingOf(trx, job, lines, now)
  await reportLines(
    trx,
    'policy',
    job.id,
    lines.map(({ line, cells }) => reportOf(line, read(cells))),
  )
  return addDone(trx, 'policy', { id: job.id, count: lines.length })
}

function reportOf(line: number, { row, about, problems }: ReadPolicy, more: PolicyProblem[] = []) {
  return {
    line,
    understood: row ?? about,
    outcome: row ? 'good' : 'bad',
    problems: [...problems, ...more],
    changes: [],
  }
}

async function readingOf(trx: Db, job: Job, lines: readonly { cells: string[] }[], now: Date) {
  const { mapping, options } = job
  const gazetteer = await readGazetteer(
    trx,
    lines.flatMap(({ cells }) => statesOf(cells, mapping, options)),
  )
  const rows = await trx.selectFrom('policy_kind').select(['key', 'name']).execute()
  const kinds = new Map(
    rows.flatMap(({ key, name }) => [key, name.en, name.es].map((words) => [plain(words), key] as const)),
  )
  const reading = { options, gazetteer, kinds, today: await readSiteDay(trx, now) }
  return (cells: string[], by = mapping) => understandPolicy(cells, { ...reading, mapping: by })
}

/**
 * Where a list's county does not fit its agency's name, the FBI's number decides, if all other lines with it are of the
 * county in the name.
 */
async function settleByOri(trx: Db, job: Job, now: Date): Promise<void> {
  const { rows } = await sql<{ line: number; cells: string[]; place: string }>`
    with settled as (
      select understood->>'ori' as ori, min(understood->>'placeId') as place from policy_import_row
      where import_id = ${job.id} and outcome = 'good' and understood->>'ori' <> '' group by 1 having count(distinct understood->>'placeId') = 1)
    select line, cells, settled.place from policy_import_row join settled on settled.ori = understood->>'ori'
    where import_id = ${job.id} and outcome = 'bad' and problems @? '$[*] ? (@.reason == "place-differs")'
  `.execute(trx)
  if (rows.length === 0) return
  const read = await readingOf(trx, job, rows, now)
  const { county: _, ...withoutCounty } = job.mapping
  const reports = rows.flatMap(({ line, cells, place }) => {
    const again = read(cells, withoutCounty)
    const said: PolicyProblem = {
      reason: 'place-by-ori',
      field: 'county',
      text: cells[Number(job.mapping.county)] ?? '',
    }
    return again.row?.placeId === place ? [reportOf(line, again, [said])] : []
  })
  await reportLines(trx, 'policy', job.id, reports)
}

/** Lines that were read, and refused because an earlier one says something else. */
const isRepeated = sql`problems @? '$[*] ? (@.reason == "repeated")'`

/**
 * Works out what the list would do and keeps that.
 *
 * @returns whether it is what was planned before
 */
async function planAll(trx: Db, job: Job, now: Date): Promise<boolean> {
  const { rows: good } = await sql<{ line: number; row: UnderstoodPolicy }>`
    select line, coalesce(understood->'read', understood) as row from policy_import_row where import_id = ${job.id} and line > 0 and (outcome <> 'bad' or ${isRepeated}) order by line
  `.execute(trx)
  // A line whose cells could not be read may be about anything.
  const { rows: refused } = await sql<RefusedLine & { isSheriff: boolean }>`
    select understood->>'state' as state, coalesce(understood->>'agency', '') as agency, coalesce(understood->>'list', '') as list, coalesce((understood->>'isSheriff')::boolean, false) as "isSheriff"
    from policy_import_row where import_id = ${job.id} and outcome = 'bad' and not ${isRepeated}
  `.execute(trx)
  const day = job.options.day || job.options.checkedOn || (await readSiteDay(trx, now))
  const plan = planPolicies(good, {
    known: await knownPolicies(trx, [...new Set(good.map(({ row }) => row.kind))], job.format),
    refused,
    isComplete: job.options.isComplete,
    day,
  })
  const digest = createHash('sha256').update(JSON.stringify(plan)).digest('hex')
  if (digest === job.options.plan) return true
  const read = new Map(good.map(({ line, row }) => [line, row]))
  const planned = plan.lines.map(({ line, outcome, what, row, policyId, isDated, problems }) => ({
    line,
    outcome,
    understood:
      outcome === 'good'
        ? { ...row, policyId: policyId ?? randomUUID(), isDated, read: read.get(line) }
        : read.get(line),
    problems,
    changes: what === null ? [] : [{ what, words: row.placeName }],
  }))
  await sql`
    update policy_import_row set outcome = one.outcome, understood = one.understood, changes = one.changes,
      problems = jsonb_path_query_array(policy_import_row.problems, '$[*] ? (@.reason != "repeated")') || one.problems
    from jsonb_to_recordset(${JSON.stringify(planned)}::jsonb) as one (line integer, outcome text, understood jsonb, problems jsonb, changes jsonb)
    where import_id = ${job.id} and policy_import_row.line = one.line
  `.execute(trx)
  const sheriffs = good.filter(({ row }) => row.isSheriff).length
  await keepResult(trx, job, 'checked', {
    plan: digest,
    day,
    isPlannedAgain: job.state === 'running',
    ends: plan.ends,
    endsByLine: plan.lines.filter(({ what }) => what === 'ended').length,
    open: plan.open,
    heldBack: plan.heldBack,
    sheriffs: { all: sheriffs + refused.filter(({ isSheriff }) => isSheriff).length, matched: sheriffs },
  })
  return false
}

async function knownPolicies(trx: Db, kinds: readonly string[], format: string): Promise<KnownPolicy[]> {
  const { rows } = await sql<KnownPolicy>`
    select policy.id, division_id as "placeId", division.state, policy.kind, model, agency, adopted_on as "adoptedOn", ended_on as "endedOn", adopted_no_later as "adoptedNoLater", ended_no_later as "endedNoLater",
      checked_on as "checkedOn", concat_ws(', ', nullif(agency, ''), division.name, division.state, nullif(model, '')) as words,
      coalesce(policy_import.format = ${format}, false) as "isFromList", removed_at is not null as "isRemoved"
    from policy join division on division.id = division_id left join policy_import on policy_import.id = policy.import_id
    where policy.kind = any(${kinds}::text[]) order by adopted_on desc nulls last, policy.id
  `.execute(trx)
  return rows
}

interface ToWrite {
  line: number
  row: UnderstoodPolicy & { policyId: string; isDated: boolean }
  what: PolicyChange
}

/** Writes the next lines. Before the first, a list that would no longer do what was planned goes back to be looked at. */
async function runNext(trx: Db, job: Job, now: Date): Promise<number> {
  if (job.done === 0) {
    if (!(await planAll(trx, job, now))) return 1
    await writeStart(trx, job, now)
  }
  const { rows: lines } = await sql<ToWrite>`
    select line, understood as row, changes->0->>'what' as what from policy_import_row where import_id = ${job.id} and outcome = 'good' order by line limit ${rowsAtOnce}
  `.execute(trx)
  if (lines.length === 0) {
    const before = await endMissing(trx, job, now)
    await keepResult(
      trx,
      job,
      'done',
      { before: [...before.values()], ends: job.options.ends.filter(({ id }) => before.has(id)) },
      now,
    )
    return 1
  }
  const isNew = ({ what }: ToWrite) => what === 'added' || what === 'added-past'
  const added = await addPolicies(trx, lines.filter(isNew), job.id, now)
  const changed = await changePolicies(
    trx,
    lines.filter((line) => !isNew(line)),
    now,
  )
  const done = lines.map(({ line, row }) => ({
    line,
    isWritten: added.has(row.policyId) || changed.has(row.policyId),
    before: changed.get(row.policyId) ?? null,
  }))
  await sql`
    update policy_import_row set outcome = case when "isWritten" then 'done' else 'unchanged' end,
      changes = case when not "isWritten" then jsonb_set(changes, '{0,what}', '"newer-known"') when one.before is null then changes else jsonb_set(changes, '{0,before}', one.before) end
    from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as one (line integer, "isWritten" boolean, before jsonb) where import_id = ${job.id} and policy_import_row.line = one.line
  `.execute(trx)
  await announcePolicies(
    trx,
    lines.map(({ row }) => row.placeId),
  )
  return addDone(trx, 'policy', { id: job.id, count: lines.length })
}

async function writeStart(trx: Db, { id, options }: Job, now: Date): Promise<void> {
  const howMany = (await countOutcomes(trx, 'policy', id)).good ?? 0
  await audit(
    trx,
    { organizerId: options.startedBy, groupId: null, act: 'imported-policies', subject: id, howMany },
    now,
  )
}

/** The same policy added by hand in the meantime stays as it is. @returns the ids of those added */
async function addPolicies(trx: Db, lines: readonly ToWrite[], importId: string, now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into policy (id, division_id, kind, model, agency, adopted_on, ended_on, adopted_no_later, ended_no_later, note, source_url, source_title, checked_on, import_id, created_at, updated_at)
    select "policyId", "placeId", kind, model, agency, "adoptedOn", "endedOn", "adoptedNoLater", "endedNoLater", note, "sourceUrl", "sourceTitle", "checkedOn", ${importId}::uuid, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(lines.map(({ row }) => row))}::jsonb) as one ("policyId" uuid, "placeId" text, kind text, model text, agency text, "adoptedOn" text, "endedOn" text, "adoptedNoLater" boolean, "endedNoLater" boolean,
      note jsonb, "sourceUrl" text, "sourceTitle" text, "checkedOn" date)
    on conflict do nothing returning id
  `.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

/**
 * What was checked, ended, removed or given the same day by hand in the meantime stays as it is.
 *
 * @returns the changed policies as they were, by id
 */
async function changePolicies(trx: Db, lines: readonly ToWrite[], now: Date): Promise<Map<string, unknown>> {
  const before = await asTheyAre(
    trx,
    lines.map(({ row }) => row.policyId),
  )
  const own = sql`policy.division_id, policy.kind, policy.agency, policy.model, one."adoptedOn"`
  const takesDay = sql`(one."isDated" and not exists (${sameAs(own)}))`
  const isSeen = isOnlySeen(sql`one."checkedOn"`, sql`one."endedOn"`)
  // Of one that has ended, it is kept when it was last seen, with the source of its end.
  const isSeenAgain = sql`((policy.ended_on is null or one.what = 'resumed') and one."checkedOn" >= checked_on)`
  const { rows } = await sql<{ id: string }>`
    update policy set
      adopted_on = case when ${takesDay} then one."adoptedOn" when ${isSeen} then ${lastSeen} else adopted_on end,
      adopted_no_later = case when ${takesDay} then one."adoptedNoLater" else adopted_no_later or ${isSeen} end,
      ended_on = case one.what when 'ended' then one."endedOn" when 'resumed' then null else ended_on end,
      ended_no_later = case one.what when 'ended' then one."endedNoLater" when 'resumed' then false else ended_no_later end,
      source_url = case when ${isSeenAgain} then one."sourceUrl" else source_url end,
      source_title = case when ${isSeenAgain} then one."sourceTitle" else source_title end,
      checked_on = case when ${isSeenAgain} then one."checkedOn" else checked_on end, before_change = null, updated_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(lines.map(({ what, row }) => ({ ...row, what, saidOn: saidOn(row) })))}::jsonb) as one ("policyId" uuid, what text, "saidOn" text, "isDated" boolean, "adoptedOn" text, "endedOn" text, "adoptedNoLater" boolean, "endedNoLater" boolean, "sourceUrl" text, "sourceTitle" text, "checkedOn" date)
    where policy.id = one."policyId" and removed_at is null and case one.what when 'dated' then ${takesDay} when 'resumed' then ended_no_later and checked_on <= one."checkedOn" else ended_on is null and checked_on::text <= one."saidOn" end
    returning policy.id
  `.execute(trx)
  return new Map(rows.map(({ id }) => [id, before.get(id)]))
}

/** Ends what earlier lists had and this one has not. @returns the policies as they were, by id */
async function endMissing(trx: Db, job: Job, now: Date): Promise<Map<string, unknown>> {
  const { ends } = job.options
  const before = await asTheyAre(
    trx,
    ends.map(({ id }) => id),
  )
  const { rows } = await sql<{ id: string; place: string }>`
    update policy set ended_on = one."endedOn", ended_no_later = true, before_change = null, updated_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as one (id uuid, "endedOn" text)
    where policy.id = one.id and ended_on is null and removed_at is null and checked_on <= one."endedOn"::date and (adopted_on is null or left(adopted_on, 10) <= one."endedOn")
    returning policy.id, division_id as place
  `.execute(trx)
  await announcePolicies(
    trx,
    rows.map(({ place }) => place),
  )
  return new Map(rows.map(({ id }) => [id, before.get(id)]))
}

async function asTheyAre(trx: Db, ids: readonly string[]): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ id: string; before: unknown }>`
    select id, to_jsonb(policy) as before from policy where id = any(${ids}::uuid[]) order by id for update
  `.execute(trx)
  return new Map(rows.map(({ id, before }) => [id, before]))
}

async function keepResult(
  trx: Db,
  job: Job,
  state: 'checked' | 'done',
  result: Partial<z.output<typeof policyResult>>,
  doneAt: Date | null = null,
): Promise<void> {
  await sql`
    update policy_import set state = ${state}, done_at = ${doneAt}, options = ${JSON.stringify({ ...job.options, ...result })}::jsonb where id = ${job.id}
  `.execute(trx)
}
