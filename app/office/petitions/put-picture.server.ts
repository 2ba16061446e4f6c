import type { Petition } from '~/actions/petitions/petition'
import { refusalOf } from '~/channels/uploads/parse-kind'
import { readDraft, saveDraft } from '~/office/editor/drafts.server'
import type { Office } from '~/office/guard/guard.server'
import { keepPicture } from '~/office/pictures/keep-picture.server'
import { usualSize } from '~/office/pictures/picture-file'
import { petitionWriting } from './petition-writing.server'

const places = ['image', 'shareImage'] as const
type PictureField = (typeof places)[number]

/** What to do with a picture when the editor is submitted. */
export interface PictureAsked {
  place: PictureField
  isOut: boolean
}

/** Which picture button submitted the editor; null if none did. */
export function pictureAsked({ putPicture, takeOutPicture }: Record<string, string>): PictureAsked | null {
  const place = places.find((one) => one === (putPicture ?? takeOutPicture))
  return place ? { place, isOut: putPicture === undefined } : null
}

export type PictureChanged =
  | { outcome: 'changed'; revision: number; isSmall: boolean }
  | { outcome: 'wrong'; why: string }

/** Puts a picture into the draft, on the page or for sharing, or removes one. The draft's texts stay as they are. */
export async function changePicture(
  office: Office,
  petition: Petition,
  { place, isOut }: PictureAsked,
): Promise<PictureChanged> {
  const [file] = isOut ? [] : office.files(`picture-${place}`)
  if (!file && !isOut) return { outcome: 'wrong', why: 'empty' }
  let picture: Awaited<ReturnType<typeof keepPicture>> | null = null
  try {
    if (file) picture = await keepPicture(office, file, { ...usualSize, isExact: place === 'shareImage' })
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return { outcome: 'wrong', why: refusal.why }
  }
  const { content, revision } = await readDraft(office.db, petitionWriting, petition)
  const saved = await saveDraft(
    office.db,
    petitionWriting,
    petition,
    { ...content, [place]: picture?.path ?? null },
    revision,
    office.organizer.id,
    office.now,
  )
  // Somebody else saved meanwhile: put the picture into their draft.
  return saved.outcome === 'saved'
    ? { outcome: 'changed', revision: saved.revision, isSmall: picture?.isSmall ?? false }
    : changePicture(office, petition, { place, isOut })
}
