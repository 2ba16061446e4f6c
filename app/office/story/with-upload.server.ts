import { buffer } from 'node:stream/consumers'
import { captionsProblem, hasCues, withSignature } from '~/campaigns/videos/captions'
import { decodeText } from '~/channels/uploads/decode-text'
import { mostMegabytes } from '~/channels/uploads/limits'
import { refusalOf } from '~/channels/uploads/parse-kind'
import { sayRefusal } from '~/channels/uploads/say-refusal'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { keepPicture } from '~/office/pictures/keep-picture.server'
import { sayPictureProblem } from '~/office/pictures/picture-file'
import { keepVideo } from '~/office/videos/keep-video.server'
import { type ContentField, fieldNamed, sayWords } from '~/ui/forms/content'
import type { FieldError } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'

/** Fields as the editor saves them. `problem`: why a file was not taken; or of a picture, that it will look blurred. */
interface Uploaded {
  fields: Record<string, string>
  problem: FieldError | null
  /** The field of the file, where the page goes on; null if there was none. */
  field: string | null
}

/** What a file becomes in its field, and what to say about it. @throws RefusedFile */
type Taken = { value: string; said?: string } | { said: string }

/**
 * Fields of an editor in which the button of a file was pressed: a picture or video is stored and its path stands in its
 * field, captions stand in theirs as text. What was typed beside it is saved either way.
 *
 * @param written the editor's own fields, which say what may come as a file
 * @throws 400 when the button names no such field of this form
 */
export async function withUpload(
  office: Office,
  written: readonly ContentField[],
  { putFile, takeOutFile, ...fields }: Record<string, string>,
): Promise<Uploaded> {
  const name = putFile ?? takeOutFile
  if (name === undefined) return { fields, problem: null, field: null }
  const field = fieldNamed(written, fields, name)
  const take = field && takerOf(office, field)
  if (!take) throw new Response(null, { status: 400 })
  const saved = { ...fields, intent: 'save' }
  if (putFile === undefined) return { fields: { ...saved, [name]: '' }, problem: null, field: name }
  const taken = await takeFile(take, office.files(`file-${name}`)[0])
  return {
    fields: 'value' in taken ? { ...saved, [name]: taken.value } : saved,
    problem: taken.said === undefined ? null : { field: name, message: 'picture', said: taken.said },
    field: name,
  }
}

interface Taker {
  /** Said when no file was chosen. */
  none: string
  take: (file: UploadedFile) => Promise<Taken>
  sayRefused: (error: unknown) => string
}

async function takeFile({ none, take, sayRefused }: Taker, file: UploadedFile | undefined): Promise<Taken> {
  if (!file) return { said: none }
  try {
    return await take(file)
  } catch (error) {
    if (!refusalOf(error)) throw error
    return { said: sayRefused(error) }
  }
}

/** What may come as a file for this field; null for nothing. */
function takerOf(office: Office, field: ContentField): Taker | null {
  const { t } = office
  if (field.shape === 'picture')
    return {
      none: sayPictureProblem(t, 'empty'),
      async take(file) {
        // The form itself may be larger, for a video.
        if (file.size > mostMegabytes.picture * 1024 * 1024) return { said: t('uploads.tooLarge.picture') }
        const { path, isSmall } = await keepPicture(office, file)
        return isSmall ? { value: path, said: sayPictureProblem(t, 'small') } : { value: path }
      },
      sayRefused: (error) => sayPictureProblem(t, refusalOf(error)!.why),
    }
  if (field.shape === 'video')
    return {
      none: t('office.edit.videoNone'),
      take: async (file) => ({ value: await keepVideo(office, file) }),
      sayRefused: (error) => sayRefusal(t, refusalOf(error)!),
    }
  if (field.shape === 'words' && field.lines === 'captions')
    return {
      none: t('office.edit.captionsNone'),
      take: (file) => readCaptions(office, file, field),
      sayRefused: (error) => sayRefusal(t, refusalOf(error)!),
    }
  return null
}

type CaptionsField = Extract<ContentField, { shape: 'words' }>

/** Most bytes of one character. */
const widest = 4

/** Captions that are not all shown stand in their field too, where the line that is said can be mended. */
async function readCaptions({ t, lang }: Office, file: UploadedFile, { most, label }: CaptionsField): Promise<Taken> {
  const tooLong = { said: t('office.edit.captionsTooLong', { most }) }
  if (file.size > most * widest) return tooLong
  const text = cleanLines(withSignature(decodeText(await buffer(file.stream())).text))
  if (text.length > most) return tooLong
  if (!hasCues(text)) return { said: t('office.edit.captionsNotThere', { file: file.name }) }
  const problem = captionsProblem(text)
  return problem
    ? { value: text, said: t('office.edit.captionsWrong', { field: sayWords(label, lang), line: problem.line }) }
    : { value: text }
}
