import { randomBytes, randomUUID } from 'node:crypto'
import { ownPageChange } from '~/people/own-page.schema'
import { linkHash, linkToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { findOwnPage, type OwnPage, openOwnPage } from '~/web/me/own-page.server'
import type { World } from './firme-test'

/** Sends the link to the own page to the first contact that we know by mail (or by text). @returns the link's token */
export async function linkToOwnPage(world: World, channel: 'mail' | 'sms' = 'mail', at = world.at): Promise<string> {
  const contact = await world.db
    .selectFrom('contact_point')
    .innerJoin('person', 'person.contact_id', 'contact_point.id')
    .select(['contact_point.id', 'contact_point.campaign_id'])
    .where('channel', '=', channel)
    .orderBy('person.created_on')
    .executeTakeFirstOrThrow()
  const id = randomUUID()
  const token = linkToken(world.keyring, id)
  await world.db
    .insertInto('message')
    .values({
      id,
      channel,
      template: 'own-page-link',
      language: 'es',
      contact_id: contact.id,
      campaign_id: contact.campaign_id,
      once_key: `own-page-link ${id}`,
      link_hash: linkHash(token),
      state: 'sent',
      due_at: at,
      created_at: at,
      sent_at: at,
    })
    .execute()
  return token
}

/** Opens the own page of the first contact that we know by mail (or by text). @returns the page's token */
export async function openPage(world: World, channel: 'mail' | 'sms' = 'mail', at = world.at): Promise<string> {
  const session = randomBytes(16).toString('base64url')
  if (!(await openOwnPage(world.as.web, await linkToOwnPage(world, channel, at), session, at)))
    throw new Error('the page did not open')
  return session
}

/** What an open page shows; null once it is closed. */
export async function pageOf(world: World, session: string, at = world.at): Promise<OwnPage | null> {
  const found = await findOwnPage(world.as.web, session, at)
  return found.state === 'open' ? found.page : null
}

/** Presses one button of the own page. */
export async function presses(
  world: World,
  session: string,
  fields: Record<string, string>,
  at = world.at,
): Promise<void> {
  const change = ownPageChange(session, 'es', fields)
  if (!change || change === 'close') throw new Error('no button sends that')
  await world.intake.append(await sealingKey(world.db, null), 'own-page-change', change, at)
  await world.work(at)
}
