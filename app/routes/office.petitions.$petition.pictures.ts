import { redirect } from '@remix-run/node'
import { readDraft, saveDraft } from '~/drafts/drafts.server'
import { officePetition } from '~/drafts/office-petitions.server'
import { keepPicture } from '~/drafts/pictures.server'
import { guarded } from '~/organizers/guard.server'
import { paths } from '~/paths'

/** Puts a picture into the draft. */
export const action = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const file = (await office.request.formData()).get('picture')
  const image = file instanceof Blob && file.size > 0 ? await keepPicture(office.db, file, office.organizer.id, office.now) : null
  if (!image) return redirect(`${paths.office.petitionEdit(petition.slug)}?picture=wrong`, 303)
  // The picture alone changes: it is put into whatever stands there now.
  const { content, revision } = await readDraft(office.db, petition)
  await saveDraft(office.db, petition, { ...content, image }, revision, office.organizer.id, office.now)
  return redirect(paths.office.petitionEdit(petition.slug), 303)
})
