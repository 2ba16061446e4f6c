import { redirect } from '@remix-run/node'
import { petitionWriting } from '~/drafts/petition-writing.server'
import { officePetition } from '~/drafts/office-petitions.server'
import { keepPicture } from '~/drafts/pictures.server'
import { guarded } from '~/organizers/guard.server'
import { paths } from '~/paths'
import { readDraft, saveDraft } from '~/writing/drafts.server'

/** Puts a picture into the draft, on the page or for sharing, or takes one out. */
export const action = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const form = await office.request.formData()
  const place = form.get('place') === 'shareImage' ? 'shareImage' : 'image'
  const file = form.get('picture')
  const isOut = form.get('intent') === 'take-out'
  const picture = !isOut && file instanceof Blob && file.size > 0 ? await keepPicture(office.db, file, office.organizer.id, office.now) : null
  if (!picture && !isOut) return redirect(`${paths.office.petitionEdit(petition.slug)}?picture=${place}`, 303)
  // The picture alone changes: it is put into whatever stands there now.
  const { content, revision } = await readDraft(office.db, petitionWriting, petition)
  await saveDraft(office.db, petitionWriting, petition, { ...content, [place]: picture }, revision, office.organizer.id, office.now)
  return redirect(paths.office.petitionEdit(petition.slug), 303)
})
