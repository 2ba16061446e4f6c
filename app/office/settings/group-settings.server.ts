import { z } from 'zod'
import { announce } from '#db/announce'
import { isLanguage } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { namePart } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { shownNumber } from '~/ui/forms/phone-number'
import { cleanLine } from '~/ui/forms/text'
import { hotlineNumber, numberProblem } from '~/ui/forms/us-number'
import { zoneNames } from '~/ui/page/zones'

const mostSenderLetters = 60

const settingsSchema = z.object({
  name: namePart.pipe(z.string().min(2, 'groupNameMissing')),
  time_zone: z.enum(zoneNames),
  language: z
    .string()
    .refine(isLanguage)
    .transform((value) => (isLanguage(value) ? value : 'en')),
  sender_name: z
    .string()
    .default('')
    .transform((text) => cleanLine(text).slice(0, mostSenderLetters) || null),
  hotline: z
    .string()
    .default('')
    .transform((text, context) => {
      if (cleanLine(text) === '') return null
      const number = hotlineNumber(text)
      if (number === null) context.addIssue({ code: 'custom', message: numberProblem(text) })
      return number
    }),
})

/** The groups whose settings this organizer may change. */
export function readSettings(office: Office) {
  return office.groupsWith('manage-organizers').map((id) => {
    const { name, timeZone, language, senderName, hotline } = office.groups.get(id)!
    return { id, name, timeZone, language, senderName: senderName ?? '', hotline: hotline ? shownNumber(hotline) : '' }
  })
}

/**
 * Saves what a group sets for itself.
 *
 * @throws 404 for a group that this organizer does not manage
 */
export async function saveSettings(
  office: Office,
  fields: Record<string, string>,
): Promise<{ outcome: 'saved'; id: string } | { outcome: 'refused'; form: FormState }> {
  const id = fields.group ?? ''
  if (!office.groups.has(id) || !office.may('manage-organizers', id)) throw new Response(null, { status: 404 })
  const read = readFields(settingsSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: { values: fields, errors: read.form.errors } }
  await office.db.transaction().execute(async (trx) => {
    await trx.updateTable('member_group').set(read.value).where('id', '=', id).execute()
    await office.audit({ groupId: id, act: 'changed-group', subject: id }, trx)
    // Public pages name the group.
    await announce(trx, ['site'])
  })
  return { outcome: 'saved', id }
}
