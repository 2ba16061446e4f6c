import { z } from 'zod'
import type { Db } from '#db/client'
import { readSiteDay } from '#db/site-day'
import { readFields } from '~/ui/forms/form-state'
import { type Zone, zoneNames } from '~/ui/page/zones'
import { announcePosts } from './announce-posts.server'
import type { ContactSaved } from './edit-contacts.server'
import { readHours } from './read-hours'
import { sourceFields } from './source.schema'

const fieldsOf = (known: string | null, today: string) =>
  z.object({
    time_zone: z.string().refine((zone) => zone !== '' && [...zoneNames, known].includes(zone as Zone), 'choiceWrong'),
    ...sourceFields(today),
  })

/**
 * Saves an office's hours, in its own time zone, with their source and the day they were checked. Without any time
 * range, the hours become unknown. The zone must be in the list of zones or the one the office already has.
 */
export async function saveHours(
  trx: Db,
  organization: { id: string; timeZone: string | null },
  fields: Record<string, string>,
  now: Date,
): Promise<ContactSaved> {
  const read = readFields(fieldsOf(organization.timeZone, await readSiteDay(trx, now)), fields)
  const { hours, errors } = readHours(fields)
  if (read.outcome === 'invalid' || errors.length > 0)
    return {
      outcome: 'refused',
      form: { values: fields, errors: [...errors, ...(read.outcome === 'read' ? [] : read.form.errors)] },
    }
  const { time_zone, source_url, checked_on } = read.value
  await trx
    .updateTable('organization')
    .set({
      office_hours: hours.length > 0 ? JSON.stringify(hours) : null,
      time_zone,
      hours_source_url: source_url,
      hours_checked_on: checked_on,
    })
    .where('id', '=', organization.id)
    .execute()
  const posts = await trx.selectFrom('post').select('id').where('organization_id', '=', organization.id).execute()
  await announcePosts(
    trx,
    posts.map(({ id }) => id),
  )
  return { outcome: 'saved' }
}
