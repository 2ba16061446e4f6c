import type { Db } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import { addContact, correctContact, setContactStatus } from '~/officials/posts/edit-contacts.server'
import { appoint, correctHolder, endTerm, undoEndTerm } from '~/officials/posts/edit-holders.server'
import { saveHours } from '~/officials/posts/edit-hours.server'
import { changePost, retirePost } from '~/officials/posts/edit-posts.server'
import type { FormState } from '~/ui/forms/form-state'
import { type OfficePost, readOfficePost } from './office-posts.server'

type Done = { outcome: 'saved' } | { outcome: 'refused'; form: FormState }

/**
 * Changes a post, its holder or its contacts. Every change is written to the audit log.
 *
 * @throws 404 when the post or contact does not exist, 400 for an unknown intent
 */
export async function actOnPost(office: Office, slug: string, fields: Record<string, string>): Promise<Done> {
  const post = await readOfficePost(office.db, slug)
  if (!post) throw new Response(null, { status: 404 })
  return office.db.transaction().execute(async (trx) => {
    const done = await act(trx, office, post, fields)
    if (done.outcome === 'refused') return { outcome: 'refused', form: { ...done.form, values: { ...fields } } }
    await office.audit({ groupId: null, act: 'changed-official', subject: `${post.slug} ${fields.intent}` }, trx)
    return done
  })
}

async function act(
  trx: Db,
  { t, now, organizer }: Office,
  post: OfficePost,
  fields: Record<string, string>,
): Promise<Done> {
  switch (fields.intent) {
    case 'appoint':
      return appoint(trx, post.id, fields, now)
    case 'correct-holder':
      return correctHolder(trx, post.id, fields, now)
    case 'leave':
      return endTerm(trx, post.id, fields, now)
    case 'undo-leave':
      await undoEndTerm(trx, post.id, uuidOf(fields.membership))
      return { outcome: 'saved' }
    case 'add-contact':
      return addContact(trx, t, post.id, ownerOf(post, fields.owner), fields, now)
    case 'correct-contact': {
      const done = await correctContact(trx, t, contactOf(post, fields), fields, organizer.id, now)
      if (done.outcome === 'not-there') throw new Response(null, { status: 404 })
      return done
    }
    case 'retire-contact':
    case 'bring-back':
      await setContactStatus(
        trx,
        contactOf(post, fields),
        fields.intent === 'bring-back' ? 'fine' : 'dead',
        organizer.id,
        now,
      )
      return { outcome: 'saved' }
    case 'hours':
      return saveHours(trx, post.organization, fields, now)
    case 'change':
      return changePost(trx, post.id, fields)
    case 'retire':
    case 'revive':
      await retirePost(trx, post.id, fields.intent === 'retire', now)
      return { outcome: 'saved' }
    default:
      throw new Response(null, { status: 400 })
  }
}

function ownerOf(post: OfficePost, owner: string | undefined) {
  if (owner === 'organization') return { owner, ownerId: post.organization.id } as const
  return owner === 'official' && post.holder
    ? ({ owner, ownerId: post.holder.officialId } as const)
    : ({ owner: 'post', ownerId: post.id } as const)
}

/** Only contacts shown on this post's page can be changed from it. */
function contactOf(post: OfficePost, fields: Record<string, string>): string {
  const found = post.contacts.find((contact) => contact.id === fields.contact)
  if (!found) throw new Response(null, { status: 404 })
  return found.id
}
