import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { PetitionState } from '#db/schema'
import type { Petition } from '~/actions/petitions/petition'
import type { PetitionContent } from './petition-content'

/** Publishes content; a draft opens. @returns the new version number */
export async function showPetition(trx: Trx, petition: Petition, content: PetitionContent, now: Date): Promise<number> {
  const orNull = (text: { en: string; es: string }) => (text.en ? JSON.stringify(text) : null)
  const { revision } = await trx
    .updateTable('petition')
    .set((eb) => ({
      title: JSON.stringify(content.title),
      ask: JSON.stringify(content.ask),
      target: JSON.stringify(content.target),
      story: JSON.stringify(content.story),
      image: content.image,
      image_alt: content.image ? JSON.stringify(content.imageAlt) : null,
      share_text: JSON.stringify(content.shareText),
      outcome: orNull(content.outcome),
      comment_prompt: orNull(content.commentPrompt),
      goal_steps: content.goalSteps,
      thanks_text: orNull(content.thanksText),
      confirm_subject: orNull(content.confirmSubject),
      confirm_text: orNull(content.confirmText),
      thanks_mail: orNull(content.thanksMail),
      share_image: content.shareImage,
      time_zone: content.timeZone,
      asks_comment: !content.leavesOut.includes('comment'),
      asks_names: !content.leavesOut.includes('names'),
      asks_phone: !content.leavesOut.includes('phone'),
      opens_at: content.opensAt === null ? null : new Date(content.opensAt),
      closes_at: content.closesAt === null ? null : new Date(content.closesAt),
      state: sql<PetitionState>`case when state = 'draft' then 'open' else state end`,
      revision: eb('revision', '+', 1),
      updated_at: now,
    }))
    .where('id', '=', petition.id)
    .returning('revision')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('petition_total')
    .values({ petition_id: petition.id, changed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return revision
}
