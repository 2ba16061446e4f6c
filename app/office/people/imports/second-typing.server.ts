import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Petition } from '~/actions/petitions/petition'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { checkRows, findDoubles } from './check-rows.server'
import { lineOf, sealLine } from './import-lines.server'
import { type Mapping, mostCell } from './import-row'
import { isSameCell, type SecondTyping, type TypedField, typedFields } from './second-typing'

/** Sheets typed from paper that wait to be recorded, by list: whether somebody has typed them again, and what differs. */
export async function readSecondTypings(
  { db, vault, organizer }: Pick<Office, 'db' | 'vault' | 'organizer'>,
  { id: petitionId }: Petition,
): Promise<Record<string, SecondTyping>> {
  const sheets = await db
    .selectFrom('import_batch')
    .select(['id', 'asked_by', 'second_by', 'second_lines'])
    .where('petition_id', '=', petitionId)
    .where('is_typed', '=', true)
    .where('state', '=', 'checked')
    .execute()
  const names = await organizerNames(
    db,
    vault,
    sheets.flatMap((sheet) => [sheet.asked_by, sheet.second_by]),
  )
  return Object.fromEntries(
    await Promise.all(
      sheets.map(async ({ id, asked_by, second_by, second_lines }) => {
        const rows = await readSheet(db, vault, id)
        const sheet: SecondTyping = {
          firstBy: names.get(asked_by) ?? '',
          isOwn: asked_by === organizer.id,
          second: second_by === null ? null : { by: names.get(second_by) ?? '', lines: second_lines },
          lines: rows.map(({ line }) => line),
          differing: rows.flatMap(({ line, first, second }) =>
            second
              ? typedFields.flatMap((field, at) =>
                  isSameCell(field, first[at] ?? '', second[at] ?? '')
                    ? []
                    : [{ line, field, first: first[at] ?? '', second: second[at] ?? '' }],
                )
              : [],
          ),
        }
        return [id, sheet] as const
      }),
    ),
  )
}

export type Compared = 'done' | 'empty' | 'self' | 'not-chosen' | 'gone'

/**
 * Compares a sheet with how somebody else has typed it. Lines that they left out are not compared. Only what differs is
 * kept, sealed, until somebody chooses.
 *
 * @param typed their lines, by the number of the line: name, contact, ZIP, and whether the name may be shown
 */
export async function typeAgain(
  office: Office,
  petition: Petition,
  { id, typed }: { id: string; typed: ReadonlyMap<number, string[]> },
): Promise<Compared> {
  const lines = new Map([...typed].filter(([, cells]) => cells.some((cell) => cell.trim() !== '')))
  if (lines.size === 0) return 'empty'
  return office.db.transaction().execute(async (trx): Promise<Compared> => {
    const sheet = await lockSheet(trx, petition, id)
    if (!sheet || sheet.secondBy !== null) return 'gone'
    if (sheet.askedBy === office.organizer.id) return 'self'
    const rows = await readSheet(trx, office.vault, id)
    const compared = rows.flatMap(({ line, first }) => {
      const second = lines.get(line)?.map((cell) => cell.slice(0, mostCell))
      return second ? [{ line, first, second }] : []
    })
    if (compared.length === 0) return 'empty'
    const differing = compared.filter(({ first, second }) => !isSameLine(first, second))
    if (differing.length > 0)
      await trx
        .insertInto('second_typing')
        .values(
          differing.map(({ line, second }) => ({
            batch_id: id,
            line,
            sealed: sealText(office.vault.site(), sealedAs('second_typing', id, line), JSON.stringify(second)),
          })),
        )
        .execute()
    await trx
      .updateTable('import_batch')
      .set({
        second_by: office.organizer.id,
        second_at: office.now,
        second_lines: compared.length,
        acted_at: office.now,
      })
      .where('id', '=', id)
      .execute()
    await office.audit(
      {
        groupId: petition.groupId,
        act: 'compared-sheet',
        subject: `${id} ${differing.length} differ`,
        howMany: compared.length,
      },
      trx,
    )
    return 'done'
  })
}

/**
 * Takes the first or the second typing of each field that differs, and checks those lines again.
 *
 * @param chosen by line and field, such as `3 contact`
 */
export async function chooseTyping(
  office: Office,
  petition: Petition,
  { id, chosen }: { id: string; chosen: (place: string) => FormDataEntryValue | null },
): Promise<Compared> {
  return office.db.transaction().execute(async (trx): Promise<Compared> => {
    const sheet = await lockSheet(trx, petition, id)
    if (!sheet) return 'gone'
    const rows = (await readSheet(trx, office.vault, id)).flatMap(({ line, first, second }) =>
      second ? [{ line, first, second }] : [],
    )
    const settled: { line: number; cells: string[] }[] = []
    for (const { line, first, second } of rows) {
      const cells = [...first]
      for (const [at, field] of typedFields.entries()) {
        if (isSameCell(field, first[at] ?? '', second[at] ?? '')) continue
        const choice = chosen(`${line} ${field}`)
        if (choice !== 'first' && choice !== 'second') return 'not-chosen'
        if (choice === 'second') cells[at] = second[at] ?? ''
      }
      settled.push({ line, cells })
    }
    for (const { line, cells } of settled)
      await trx
        .updateTable('import_row')
        .set(sealLine(office.vault, id, { line, cells }))
        .where('batch_id', '=', id)
        .where('line', '=', line)
        .execute()
    await trx.deleteFrom('second_typing').where('batch_id', '=', id).execute()
    const { keyring, vault, now } = office
    const { mapping, language } = sheet
    await checkRows(
      {
        trx,
        keyring,
        vault,
        id,
        petitionId: petition.id,
        campaignId: petition.campaignId,
        hasEvidence: false,
        fields: [],
        mapping,
        language,
      },
      settled,
      now,
    )
    await findDoubles(trx, id)
    await trx.updateTable('import_batch').set({ acted_at: now }).where('id', '=', id).execute()
    const subject = `${id} chosen`
    await office.audit({ groupId: petition.groupId, act: 'compared-sheet', subject, howMany: settled.length }, trx)
    return 'done'
  })
}

interface Sheet {
  askedBy: string
  secondBy: string | null
  mapping: Mapping
  language: Language
}

async function lockSheet(trx: Trx, { id: petitionId }: Petition, id: string): Promise<Sheet | undefined> {
  const { rows } = await sql<Sheet>`
    select asked_by as "askedBy", second_by as "secondBy", mapping, coalesce(import_batch.language, organizer.language) as language
    from import_batch join organizer on organizer.id = asked_by
    where import_batch.id = ${id} and petition_id = ${petitionId} and is_typed and import_batch.state = 'checked' for update of import_batch
  `.execute(trx)
  return rows[0]
}

/** The lines of a sheet as they are, and as somebody else has typed those that differ. */
async function readSheet(db: Office['db'], vault: Vault, id: string) {
  const rows = await db
    .selectFrom('import_row')
    .leftJoin('second_typing', (join) =>
      join
        .onRef('second_typing.batch_id', '=', 'import_row.batch_id')
        .onRef('second_typing.line', '=', 'import_row.line'),
    )
    .select(['import_row.line', 'import_row.sealed', 'sealed_line', 'second_typing.sealed as sealedSecond'])
    .where('import_row.batch_id', '=', id)
    .where('import_row.line', '>', 0)
    .orderBy('import_row.line')
    .execute()
  return rows.map(({ sealedSecond, ...row }) => ({
    line: row.line,
    first: lineOf(vault, id, row).cells ?? [],
    second: sealedSecond && secondOf(vault, id, row.line, sealedSecond),
  }))
}

const isSameLine = (first: string[], second: string[]) =>
  typedFields.every((field, at) => isSameCell(field, first[at] ?? '', second[at] ?? ''))

/** Nobody has to choose for a line that was corrected into what somebody else had typed. */
export async function settleAlike(
  trx: Trx,
  vault: Vault,
  { id, line, cells }: { id: string; line: number; cells: string[] },
): Promise<void> {
  const row = await trx
    .selectFrom('second_typing')
    .select('sealed')
    .where('batch_id', '=', id)
    .where('line', '=', line)
    .executeTakeFirst()
  if (!row || !isSameLine(cells, secondOf(vault, id, line, row.sealed))) return
  await trx.deleteFrom('second_typing').where('batch_id', '=', id).where('line', '=', line).execute()
}

function secondOf(vault: Vault, id: string, line: number, sealed: Buffer): string[] {
  return JSON.parse(openText(vault.site(), sealedAs('second_typing', id, line), sealed)) as string[]
}

/** Whether a sheet still has differences between which nobody has chosen. */
export async function hasDifferences(trx: Trx, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('second_typing')
    .select('line')
    .where('batch_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Second typings as they were posted: one line for each of the sheet's, in its order. */
export function readTypedAgain(form: FormData): Map<number, string[]> {
  const all = (name: TypedField | 'line') => form.getAll(name).map(String)
  const [lines, names, contacts, zips] = [all('line'), all('name'), all('contact'), all('zip')]
  return new Map(
    lines.map((line, at) => [
      Number(line),
      [names[at] ?? '', contacts[at] ?? '', zips[at] ?? '', form.get(`show${at}`) ? 'x' : ''],
    ]),
  )
}
