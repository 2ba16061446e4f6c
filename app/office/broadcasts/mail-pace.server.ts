import { z } from 'zod'
import { isDay } from '#db/calendar-day'
import type { Db } from '#db/client'
import { inBoth } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Office } from '~/office/guard/guard.server'
import { type Change, changeUndoably } from '~/office/undo/keep-change.server'
import { paths } from '~/paths'
import { type FormState, readFields } from '~/ui/forms/form-state'

const number = z
  .string()
  .default('')
  .transform((text) => text.replaceAll(/[\s,.]/g, ''))
  .refine((text) => text === '' || /^[1-9]\d{0,5}$/.test(text), 'notOffered')
  .transform((text) => (text === '' ? null : Number(text)))

const paceSchema = z.object({
  domain_per_hour: number,
  warms_up_from: z
    .string()
    .default('')
    .refine((day) => day === '' || isDay(day), 'notOffered')
    .transform((day) => day || null),
  first_day: number,
})

type PaceField = keyof z.output<typeof paceSchema>

/** Mail leaves for all groups by one way, so that only the network's owners say how fast. */
export function maySetPace({ groups, may }: Pick<Office, 'groups' | 'may'>): boolean {
  return [...groups.values()].some(({ id, kind }) => kind === 'network' && may('switches', id))
}

/** How fast mail to many leaves, as its form shows it. */
export async function readPace(db: Db): Promise<FormState> {
  const pace = await db.selectFrom('mail_pace').selectAll().executeTakeFirstOrThrow()
  return {
    values: {
      domain_per_hour: String(pace.domain_per_hour ?? ''),
      warms_up_from: pace.warms_up_from ?? '',
      first_day: String(pace.first_day),
    },
    errors: [],
  }
}

export type PaceSaved =
  /** `undo`: by what it is taken back; `unchanged`: it was so already. */
  { outcome: 'saved'; undo: string } | { outcome: 'refused'; form: FormState }

/** Sets it, for what leaves from now on; what is going out starts nothing again. @throws 403 */
export async function savePace(office: Office, fields: Record<string, string>): Promise<PaceSaved> {
  if (!maySetPace(office)) throw new Response(null, { status: 403 })
  const read = readFields(paceSchema, fields)
  if (read.outcome === 'invalid')
    return {
      outcome: 'refused',
      form: {
        ...read.form,
        errors: read.form.errors.map((error) => ({
          ...error,
          said: office.t(`broadcasts.paceErrors.${error.field as PaceField}`),
        })),
      },
    }
  const { first_day, ...pace } = read.value
  const network = [...office.groups.values()].find(({ kind }) => kind === 'network')!
  const undo = await office.db.transaction().execute(async (trx) => {
    const change: Change = {
      act: 'changed-pace',
      needs: 'switches',
      groupId: network.id,
      name: inBoth((language) => translator(language)('broadcasts.pace.name')),
      path: paths.office.drafts(),
      tags: [],
      rows: [{ table: 'mail_pace', where: { only_one: 'true' } }],
    }
    const id = await changeUndoably(trx, office, change, () =>
      trx
        .updateTable('mail_pace')
        .set({ ...pace, first_day: first_day ?? 500 })
        .execute(),
    )
    if (id !== 'unchanged') await office.audit({ groupId: network.id, act: 'changed-mail-pace', subject: 'mail' }, trx)
    return id
  })
  return { outcome: 'saved', undo }
}
