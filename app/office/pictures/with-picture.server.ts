import { refusalOf } from '~/channels/uploads/parse-kind'
import type { Office } from '~/office/guard/guard.server'
import { type ContentField, hasPicture } from '~/ui/forms/content'
import type { FieldError } from '~/ui/forms/form-state'
import { keepPicture } from './keep-picture.server'
import { sayPictureProblem } from './picture-file'

/**
 * Fields of an editor in which a picture button was pressed: the picture is stored, and its path stands in its field.
 * What was typed beside it is saved either way.
 *
 * @param pictured the editor's own fields, which say what may hold a picture
 * @returns `problem`: why the picture could not be read, and its field stays as it was; or that it will look blurred
 * @throws 400 when the button names no picture of this form
 */
export async function withPicture(
  office: Office,
  pictured: readonly ContentField[],
  { putPicture, takeOutPicture, ...fields }: Record<string, string>,
): Promise<{ fields: Record<string, string>; problem: FieldError | null }> {
  const name = putPicture ?? takeOutPicture
  if (name === undefined) return { fields, problem: null }
  if (!hasPicture(pictured, fields, name)) throw new Response(null, { status: 400 })
  const saved = { ...fields, intent: 'save' }
  if (putPicture === undefined) return { fields: { ...saved, [name]: '' }, problem: null }
  const refused = (why: string) => ({
    fields: saved,
    problem: { field: name, message: 'picture', said: sayPictureProblem(office.t, why) },
  })
  const [file] = office.files(`picture-${name}`)
  if (!file) return refused('empty')
  try {
    const { path, isSmall } = await keepPicture(office, file)
    const problem = isSmall ? refused('small').problem : null
    return { fields: { ...saved, [name]: path }, problem }
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return refused(refusal.why)
  }
}
