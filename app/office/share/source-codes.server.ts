import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { typedLine } from '~/ui/forms/typed-text'
import { slugOf } from '~/ui/page/slug'
import type { SharedPage } from './shared-page.server'
import { isOurs } from './source-name'

/** A code with the name that organizers gave it. */
export interface SourceCode {
  code: string
  name: string
}

/** Most characters of a code, as `shareSource` takes them. */
const longest = 16
/** Most codes of a page. */
const mostCodes = 100

const nameForm = z.object({ name: typedLine(60, 'tooLong').pipe(z.string().min(1, 'sourceName')) })

/** The codes of a page, oldest first. */
export async function listSourceCodes(
  db: Db,
  { id, column }: Pick<SharedPage, 'id' | 'column'>,
): Promise<SourceCode[]> {
  return db
    .selectFrom('source_code')
    .select(['code', 'name'])
    .where(column, '=', id)
    .orderBy('created_at')
    .orderBy('code')
    .execute()
}

export type SourceChanged =
  | { outcome: 'added' | 'known'; code: string }
  | { outcome: 'removed'; name: string }
  | { outcome: 'refused'; form: FormState }

/**
 * Makes a code from a name, or removes one; those who came by it stay counted under it, and only the same name gets the
 * same code again.
 *
 * @param fields `name` of a new one, or `remove` with a code
 */
export async function changeSourceCodes(
  office: Office,
  page: SharedPage,
  fields: Record<string, string>,
): Promise<SourceChanged> {
  if (fields.remove !== undefined)
    return removeCode(office, page, await listSourceCodes(office.db, page), fields.remove)
  const read = readFields(nameForm, fields)
  return read.outcome === 'invalid' ? { outcome: 'refused', form: read.form } : addCode(office, page, read.value.name)
}

async function addCode(office: Office, page: SharedPage, name: string): Promise<SourceChanged> {
  const table = page.column === 'petition_id' ? 'petition' : 'advocacy_campaign'
  return office.db.transaction().execute(async (trx): Promise<SourceChanged> => {
    // Who adds one at the same time waits, and finds it here.
    await sql`select from ${sql.table(table)} where id = ${page.id} for no key update`.execute(trx)
    const codes = await listSourceCodes(trx, page)
    const known = codes.find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (known) return { outcome: 'known', code: known.code }
    if (codes.length >= mostCodes)
      return { outcome: 'refused', form: { values: { name }, errors: [{ field: 'name', message: 'tooMany' }] } }
    const spoken = await spokenFor(trx, page)
    for (const code of codesFor(name)) {
      if ((spoken.get(code) ?? slugFor(name)) !== slugFor(name)) continue
      const added = await trx
        .insertInto('source_code')
        .values({
          petition_id: null,
          advocacy_campaign_id: null,
          [page.column]: page.id,
          code,
          name,
          created_at: office.now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('code')
        .executeTakeFirst()
      if (!added) continue
      await office.audit({ groupId: page.groupId, act: 'changed-source', subject: `${page.id} added ${code}` }, trx)
      return { outcome: 'added', code }
    }
    throw new Error('no free code')
  })
}

/**
 * Codes that were used or removed: they hang somewhere, and what comes by them is not another place's. The activity log
 * keeps what a removed one was called.
 *
 * @returns the name of each as `slugFor` writes it; of one that nobody named, the code itself
 */
async function spokenFor(trx: Trx, page: SharedPage): Promise<Map<string, string>> {
  const used = await page.countBySource(trx)
  const { rows: removed } = await sql<{ subject: string }>`
    select subject from audit where act = 'changed-source' and subject like ${`${page.id} removed %`} order by seq
  `.execute(trx)
  const named = removed.map(({ subject }) => subject.split(' ').slice(2))
  return new Map([
    ...used.map(({ code }): [string, string] => [code, code]),
    ...named.map(([code = '', name = code]): [string, string] => [code, name]),
  ])
}

async function removeCode(
  office: Office,
  page: SharedPage,
  codes: readonly SourceCode[],
  code: string,
): Promise<SourceChanged> {
  const name = codes.find((one) => one.code === code)?.name ?? code
  await office.db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('source_code')
      .where(page.column, '=', page.id)
      .where('code', '=', code)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return
    const subject = `${page.id} removed ${code} ${slugFor(name)}`
    await office.audit({ groupId: page.groupId, act: 'changed-source', subject }, trx)
  })
  return { outcome: 'removed', name }
}

/** "Radio Campesina" becomes radio-campesina; with a number after it where that is taken or counts something else. */
function codesFor(name: string): string[] {
  const cut = (length: number) => slugFor(name).slice(0, length).replace(/-$/, '')
  const numbered = Array.from({ length: mostCodes }, (_, at) => `${cut(longest - 4)}-${at + 2}`)
  return [cut(longest), ...numbered].filter((code) => !isOurs(code))
}

const slugFor = (name: string) => slugOf(name, 'source')
