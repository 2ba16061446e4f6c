import { z } from 'zod'
import { announce } from '#db/announce'
import { refusedField } from '~/channels/uploads/say-refusal'
import type { Bilingual } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { keepPicture } from '~/office/pictures/keep-picture.server'
import { logoSize } from '~/office/pictures/picture-file'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { typedLine } from '~/ui/forms/typed-text'
import { groupOf } from './group-settings.server'

const alt = typedLine(200, 'tooLong').pipe(z.string().min(1, 'bothHalves'))
const altSchema = z.object({ alt_en: alt, alt_es: alt })

/**
 * Saves a group's logo with what it shows in both languages. Without a file only the words change.
 *
 * @throws 404 for a group that this organizer does not manage
 */
export async function saveLogo(
  office: Office,
  fields: Record<string, string>,
): Promise<{ outcome: 'saved'; id: string } | { outcome: 'refused'; form: FormState }> {
  const id = groupOf(office, fields)
  const read = readFields(altSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: { values: fields, errors: read.form.errors } }
  const [file] = office.files('logo')
  let logo = office.groups.get(id)!.logo
  try {
    if (file) logo = (await keepPicture(office, file, logoSize)).path
  } catch (error) {
    return {
      outcome: 'refused',
      form: {
        values: fields,
        errors: [refusedField(office.t, error, { field: 'logo', messages: { unreadable: 'pictureWrong' } })],
      },
    }
  }
  if (!logo)
    return { outcome: 'refused', form: { values: fields, errors: [{ field: 'logo', message: 'logoMissing' }] } }
  await store(office, id, { logo, alt: { en: read.value.alt_en, es: read.value.alt_es } })
  return { outcome: 'saved', id }
}

/** Takes a group's logo off its pages. @throws 404 for a group that this organizer does not manage */
export async function removeLogo(
  office: Office,
  fields: Record<string, string>,
): Promise<{ outcome: 'saved'; id: string }> {
  const id = groupOf(office, fields)
  await store(office, id, null)
  return { outcome: 'saved', id }
}

async function store(office: Office, id: string, logo: { logo: string; alt: Bilingual } | null): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('member_group')
      .set({ logo: logo?.logo ?? null, logo_alt: logo && JSON.stringify(logo.alt) })
      .where('id', '=', id)
      .execute()
    await office.audit({ groupId: id, act: 'changed-group', subject: id }, trx)
    await announce(trx, ['site'])
  })
}
