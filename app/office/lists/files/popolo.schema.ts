import { z } from 'zod'
import { link, listOf, text } from './people-file'

/** A contact detail. */
export const detail = z.object({ type: text, value: text })

/** A body. */
export const organization = z.object({
  id: text,
  name: text,
  division_id: text,
  area_id: text,
  jurisdiction_id: text,
  contact_details: listOf(detail),
})

/** A seat in a body. */
export const post = z.object({
  id: text,
  label: text,
  role: text,
  division_id: text,
  area_id: text,
  contact_details: listOf(detail),
})

/** Who holds a post in a body, from when to when; the body and post are given by id or nested. */
export const membership = z.object({
  person_id: text,
  organization_id: text,
  post_id: text,
  role: text,
  label: text,
  start_date: text,
  end_date: text,
  division_id: text,
  area_id: text,
  district: text,
  organization: z
    .union([z.string().transform((name) => organization.parse({ id: name, name })), organization])
    .nullish(),
  post: post.nullish(),
  contact_details: listOf(detail),
  sources: listOf(link),
})

/** A person; memberships are parsed separately. */
export const person = z.object({
  id: text,
  _id: text,
  name: text,
  given_name: text,
  family_name: text,
  email: text,
  contact_details: listOf(detail),
  links: listOf(link),
  sources: listOf(link),
})

/** An area, which may point to a division. */
export const area = z.object({ id: text, division_id: text, identifier: text })

export type Person = z.output<typeof person>
export type Membership = z.output<typeof membership>
export type Organization = z.output<typeof organization>
export type Post = z.output<typeof post>
export type Area = z.output<typeof area>
