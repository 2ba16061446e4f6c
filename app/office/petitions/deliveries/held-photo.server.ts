import { buffer } from 'node:stream/consumers'
import { fileInMemory } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import type { FormState } from '~/ui/forms/form-state'

/**
 * The photo that was chosen for a delivery, also one that came with a form that was refused before.
 *
 * @returns the office as if it had come with this form; `gone` when it is no longer kept
 */
export function withHeldPhoto(office: Office, fields: Record<string, string>): Office | 'gone' {
  const id = fields.photo_held
  if (!id || fields.photo_left_out || office.files('photo').length > 0) return office
  const held = office.heldRequests.findFile(office.session, id, office.now)
  if (!held) return 'gone'
  const photo = fileInMemory(held.bytes, { name: held.name, field: 'photo' })
  return { ...office, files: (field) => (field === 'photo' ? [photo] : office.files(field)) }
}

/** A refused form, with the photo that came with it kept for an hour, unless that is what was refused. */
export async function holdPhoto(office: Office, form: FormState): Promise<FormState> {
  const { photo_held: _, photo_left_out: __, ...values } = form.values
  const [photo] = office.files('photo')
  if (!photo || form.errors.some(({ field }) => field === 'photo')) return { ...form, values }
  const bytes = await buffer(photo.stream())
  const id = office.heldRequests.holdFile(office.session, { name: photo.name, bytes }, office.now)
  return { ...form, values: { ...values, photo_held: id, photo_name: photo.name } }
}
