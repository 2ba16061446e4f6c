import { redirect } from '@remix-run/node'
import { petitionWriting } from '~/office/petitions/petition-writing.server'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { keepPicture } from '~/office/petitions/pictures.server'
import { guarded } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { refusalOf } from '~/channels/uploads/parse-kind'
import { readDraft, saveDraft } from '~/office/editor/drafts.server'

/** Puts a picture into the draft, on the page or for sharing, or takes one out. */
export const action = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const form = await office.request.formData()
  const place = form.get('place') === 'shareImage' ? 'shareImage' : 'image'
  const isOut = form.get('intent') === 'take-out'
  const [file] = isOut ? [] : office.files('picture')
  const wrong = (why: string) => redirect(`${paths.office.petitionEdit(petition.slug)}?picture=${place}&why=${why}`, 303)
  if (!file && !isOut) return wrong('empty')
  let picture: string | null = null
  try {
    if (file) picture = await keepPicture(office, file)
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return wrong(refusal.why)
  }
  // The picture alone changes: it is put into whatever stands there now.
  const { content, revision } = await readDraft(office.db, petitionWriting, petition)
  await saveDraft(office.db, petitionWriting, petition, { ...content, [place]: picture }, revision, office.organizer.id, office.now)
  return redirect(paths.office.petitionEdit(petition.slug), 303)
}, { uploads: 'picture' })
