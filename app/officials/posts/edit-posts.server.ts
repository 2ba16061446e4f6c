import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { organizationKinds } from '#db/schema-officials'
import { siteDay } from '#db/site-day'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { slugOf } from '~/ui/page/slug'
import { announcePosts } from './announce-posts.server'
import type { ContactSaved } from './edit-contacts.server'
import { spare, wanted } from './source.schema'
import { postRoles } from './target'

const postFields = z.object({
  place: wanted(200, 'placeUnknown'),
  kind: z.enum(organizationKinds, 'choiceWrong'),
  organization: spare(150),
  role: z.enum(postRoles, 'choiceWrong'),
  title: wanted(100, 'officialNameMissing'),
  district: spare(60),
})

/** Adds a post, and its organization if the place has none of that kind and name. @returns the post's slug */
export async function addPost(
  trx: Db,
  fields: Record<string, string>,
  now: Date,
): Promise<{ outcome: 'added'; slug: string } | { outcome: 'refused'; form: FormState }> {
  const read = readFields(postFields, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { kind, role, title, district } = read.value
  const place = await trx
    .selectFrom('division')
    .select(['id', 'name', 'slug'])
    .where((eb) =>
      eb.or([
        eb('slug', '=', read.value.place.toLowerCase()),
        eb('id', '=', read.value.place),
        eb('geoid', '=', read.value.place),
      ]),
    )
    .where('kind', 'in', ['county', 'place', 'district'])
    .executeTakeFirst()
  if (!place)
    return { outcome: 'refused', form: { values: fields, errors: [{ field: 'place', message: 'placeUnknown' }] } }
  const name = read.value.organization || `${place.name} ${title}`
  await sql`insert into organization (division_id, kind, name, created_at) values (${place.id}, ${kind}, ${name}, ${now}) on conflict (division_id, kind, lower(name)) do nothing`.execute(
    trx,
  )
  const organization = await trx
    .selectFrom('organization')
    .select('id')
    .where('division_id', '=', place.id)
    .where('kind', '=', kind)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirstOrThrow()
  const base = [
    place.slug,
    role === 'other' ? slugOf(title) : role,
    district && slugOf(/^\d/.test(district) ? `district ${district}` : district),
  ]
    .filter(Boolean)
    .join('-')
  const { rows } = await sql<{ id: string; slug: string }>`
    insert into post (organization_id, division_id, role, title, district, slug, created_at)
    select ${organization.id}, ${place.id}, ${role}, ${title}, ${district}, candidate.slug, ${now}::timestamptz
    from (select ${base}::text || case when number = 1 then '' else '-' || number end as slug from generate_series(1, 50) as number) as candidate
    where not exists (select from post where post.slug = candidate.slug) limit 1 on conflict do nothing returning id, slug
  `.execute(trx)
  if (!rows[0])
    return { outcome: 'refused', form: { values: fields, errors: [{ field: 'title', message: 'alreadyThere' }] } }
  await announcePosts(trx, [rows[0].id])
  return { outcome: 'added', slug: rows[0].slug }
}

/** Changes a post's title and its organization's name. For role `other` the title identifies the post and stays. */
export async function changePost(trx: Db, postId: string, fields: Record<string, string>): Promise<ContactSaved> {
  const read = readFields(
    z.object({ title: wanted(100, 'officialNameMissing'), organization: wanted(150, 'officialNameMissing') }),
    fields,
  )
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { rows } = await sql`
    update organization set name = ${read.value.organization} where id = (select organization_id from post where id = ${postId})
      and not exists (select from organization as other where other.id <> organization.id and other.division_id = organization.division_id and other.kind = organization.kind and lower(other.name) = lower(${read.value.organization})) returning id
  `.execute(trx)
  if (rows.length === 0)
    return {
      outcome: 'refused',
      form: { values: fields, errors: [{ field: 'organization', message: 'alreadyThere' }] },
    }
  await trx
    .updateTable('post')
    .set({ title: read.value.title })
    .where('id', '=', postId)
    .where('role', '<>', 'other')
    .execute()
  await announcePosts(trx, [postId])
  return { outcome: 'saved' }
}

/** Abolishes a post, or undoes that unless an identical post exists by now. Its history is kept. */
export async function retirePost(trx: Db, postId: string, isRetired: boolean, now: Date): Promise<void> {
  await sql`
    update post set retired_on = ${isRetired ? siteDay(now) : null}::date where id = ${postId} and (${isRetired} or not exists (
      select from post as other where other.id <> post.id and other.retired_on is null and other.organization_id = post.organization_id and other.role = post.role
        and lower(other.district) = lower(post.district) and lower(other.seat) = lower(post.seat) and (post.role <> 'other' or lower(other.title) = lower(post.title))))
  `.execute(trx)
  await announcePosts(trx, [postId])
}
