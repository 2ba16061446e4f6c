import { redirect } from '@remix-run/node'
import { readDraft, saveDraft } from '~/drafts/drafts.server'
import { officePetition } from '~/drafts/office-petitions.server'
import { keepPicture } from '~/drafts/pictures.server'
import { guarded } from '~/organizers/guard.server'
import { paths } from '~/paths'

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
  const { content, revision } = await readDraft(office.db, petition)
  await saveDraft(office.db, petition, { ...content, [place]: picture }, revision, office.organizer.id, office.now)
  return redirect(paths.office.petitionEdit(petition.slug), 303)
})
