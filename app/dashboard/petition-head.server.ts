import { readDraft } from '~/drafts/drafts.server'
import type { Office } from '~/organizers/guard.server'
import { rights } from '~/organizers/rights'
import type { Petition } from '~/petitions/petition'
import type { PetitionHead } from './petition-tabs'

/** How a petition's office pages name it; a draft goes by what is written so far. */
export async function petitionHead(office: Office, petition: Petition): Promise<PetitionHead> {
  const title = petition.state === 'draft' ? (await readDraft(office.db, petition)).content.title : petition.title
  return {
    slug: petition.slug,
    title,
    state: petition.state,
    group: office.groups.get(petition.groupId)!.name,
    publicUrl: office.env.publicUrl,
    rights: rights.filter((right) => office.may(right, petition.groupId)),
  }
}
