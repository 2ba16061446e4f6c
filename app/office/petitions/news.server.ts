import { z } from 'zod'
import { announce } from '#db/announce'
import type { Petition } from '~/actions/petitions/petition'
import type { Office } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { typedLine, typedLines } from '~/ui/forms/typed-text'

const line = typedLine(160, 'tooLong').pipe(z.string().min(1, 'bothHalves'))
const lines = typedLines(10_000, 'tooLong').pipe(z.string().min(1, 'bothHalves'))
const news = z.object({ title_en: line, title_es: line, body_en: lines, body_es: lines })

/** News on a petition's page, newest first. */
export async function readNews(office: Office, petition: Petition) {
  return office.db
    .selectFrom('petition_update')
    .select(['id', 'published_on as publishedOn', 'title', 'body'])
    .where('petition_id', '=', petition.id)
    .orderBy('published_on', 'desc')
    .execute()
}

/** Adds news in both languages, or removes an item. */
export async function changeNews(
  office: Office,
  petition: Petition,
  fields: Record<string, string>,
): Promise<{ outcome: 'changed' } | { outcome: 'refused'; form: FormState }> {
  const read = fields.intent === 'remove' ? null : readFields(news, fields)
  if (read && read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  await office.db.transaction().execute(async (trx) => {
    if (read?.outcome !== 'read')
      await trx
        .deleteFrom('petition_update')
        .where('id', '=', uuidOf(fields.id))
        .where('petition_id', '=', petition.id)
        .execute()
    else {
      const { title_en, title_es, body_en, body_es } = read.value
      await trx
        .insertInto('petition_update')
        .values({
          petition_id: petition.id,
          published_on: office.today,
          title: JSON.stringify({ en: title_en, es: title_es }),
          body: JSON.stringify({ en: body_en, es: body_es }),
        })
        .execute()
    }
    await announce(trx, [`petition:${petition.id}`])
    await office.audit(
      { groupId: petition.groupId, act: read ? 'added-update' : 'removed-update', subject: petition.id },
      trx,
    )
  })
  return { outcome: 'changed' }
}
