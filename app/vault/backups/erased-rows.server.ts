import { open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Trx } from '#db/client'

/** Its name in the folder of the backups. */
export const erasuresFile = 'erased-since.json'

const erasuresSchema = z.object({
  version: z.literal(1),
  writtenAt: z.iso.datetime().transform((text) => new Date(text)),
  rows: z.array(z.uuid()),
  optedOut: z.array(
    z.object({
      index: z.base64(),
      channel: z.enum(['mail', 'sms']),
      reason: z.enum(['opted-out', 'bounced']),
      since: z.iso.date(),
      /** The organizer who was told so; null: they said it themselves, or the list is of a version that did not keep it. */
      recordedBy: z.uuid().nullable().default(null),
    }),
  ),
  /** Who stopped the news of one campaign. A list of an earlier version has none. */
  campaignStops: z
    .array(z.object({ campaignId: z.uuid(), index: z.base64(), channel: z.enum(['mail', 'sms']), since: z.iso.date() }))
    .default([]),
})

/** Who asked to be erased, or to get no more messages, while the backups that are kept were made. */
export type Erasures = z.output<typeof erasuresSchema>

/**
 * Remembers rows that somebody asked to erase: backups still hold them. Only random ids, which lead to nobody once the
 * row is gone.
 *
 * @param ids of signatures and people
 */
export async function rememberErased(trx: Trx, ids: readonly string[], now: Date): Promise<void> {
  await sql`insert into erased_row (id, erased_at) select unnest(${[...ids]}::uuid[]), ${now} 
    on conflict (id) do update set erased_at = excluded.erased_at`.execute(trx)
}

/** Forgets rows that no kept backup holds any more. @returns how many */
export async function dropErased(db: Db, keepDays: number, now: Date): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from erased_row where erased_at < ${now}::timestamptz - make_interval(days => ${keepDays + 1})`.execute(
      db,
    )
  return Number(numAffectedRows ?? 0)
}

/**
 * Writes who asked to be erased or left alone beside the backups, so that a restore does as they asked. It holds random
 * ids and keyed hashes, and tells nobody's name or address.
 */
export async function writeErasures(
  db: Db,
  { dir, keepDays }: { dir: string; keepDays: number },
  now: Date,
): Promise<void> {
  // An erasure that was undone is none.
  const { rows } = await sql<{ id: string }>`
    select id from erased_row where not exists (select from person where person.id = erased_row.id)
      and not exists (select from signature where signature.id = erased_row.id) order by id
  `.execute(db)
  const { rows: optedOut } = await sql<Erasures['optedOut'][number]>`
    select encode(blind_index, 'base64') as index, channel, reason, since, recorded_by as "recordedBy" from suppression
    where since >= (${now}::timestamptz - make_interval(days => ${keepDays + 1}))::date order by 1
  `.execute(db)
  const { rows: campaignStops } = await sql<Erasures['campaignStops'][number]>`
    select campaign_id as "campaignId", encode(blind_index, 'base64') as index, channel, since from campaign_stop
    where since >= (${now}::timestamptz - make_interval(days => ${keepDays + 1}))::date order by 1, 2
  `.execute(db)
  const erasures: z.input<typeof erasuresSchema> = {
    version: 1,
    writtenAt: now.toISOString(),
    rows: rows.map((row) => row.id),
    optedOut: optedOut.map(onOneLine),
    campaignStops: campaignStops.map(onOneLine),
  }
  const file = path.join(dir, erasuresFile)
  const handle = await open(`${file}.new`, 'w', 0o600)
  try {
    await handle.writeFile(JSON.stringify(erasures))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.new`, file)
}

/** PostgreSQL breaks base64 into lines. */
function onOneLine<One extends { index: string }>(one: One): One {
  return { ...one, index: one.index.replaceAll('\n', '') }
}

/** Reads what lies beside a backup; null when nothing does, or nothing that can be read. */
export async function readErasures(backupFile: string): Promise<Erasures | null> {
  const text = await readFile(path.join(path.dirname(backupFile), erasuresFile), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return erasuresSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
