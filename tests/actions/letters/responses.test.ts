import { sql } from 'kysely'
import { expect } from 'vitest'
import { askAboutResponses } from '~/actions/letters/responses/ask-about-responses.server'
import { findResponseLink, readResponses } from '~/actions/letters/responses/responses.server'
import { linkToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { rosa, test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'

const days = (world: World, count: number) => new Date(world.at.getTime() + count * 86_400_000)

/** Rosa gets our news, and her letter to an office has left. */
async function hasWritten(world: World): Promise<void> {
  await world.signs({ ...rosa, consent_email: '1' })
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  await sql`
    insert into letter (id, writing_id, advocacy_campaign_id, post_id, person_id, contact_id, name_slot, sealed, likeness, language, area, source, state, written_at, confirmed_at, sent_at)
    select gen_random_uuid(), gen_random_uuid(), (select id from advocacy_campaign where kind = 'letter' limit 1), (select id from post limit 1), person.id, person.contact_id, 1, '', decode('0000000000000000', 'hex'), 'es', '850', 'web', 'sent', ${world.at}, ${world.at}, ${world.at}
    from person
  `.execute(world.db)
}

const asks = (world: World, at: Date) => askAboutResponses(world.as.worker, world.keyring, at)

test('three weeks after a letter its writer is asked once whether the office answered, and one tap says so', async ({
  world,
}) => {
  await hasWritten(world)
  expect(await asks(world, days(world, 20))).toBe(0)
  expect(await asks(world, days(world, 22))).toBe(1)
  expect(await asks(world, days(world, 23))).toBe(0)
  const mailer = keepingMailer()
  await sends(world, mailer, days(world, 22))
  const mail = mailer.mails.at(-1)!
  expect(mail).toMatchObject({
    to: 'rosa@example.org',
    language: 'es',
    subject: expect.stringContaining('¿Le contestaron?'),
  })
  const [, token = ''] = /\/es\/answered\/([\w-]+)/.exec(mail.text)!
  expect(await findResponseLink(world.as.web, token, days(world, 22))).toMatchObject({ state: 'open', answer: null })
  for (const answer of ['no', 'yes'] as const)
    await world.intake.append(await sealingKey(world.db, null), 'office-response', { token, answer }, days(world, 23))
  await world.work(days(world, 23))
  expect(await findResponseLink(world.as.web, token, days(world, 23))).toMatchObject({ state: 'open', answer: 'yes' })
  expect(await findResponseLink(world.as.web, token, days(world, 90))).toMatchObject({ state: 'expired' })
  expect(await findResponseLink(world.as.web, linkToken(world.keyring, 'x'), world.at)).toMatchObject({
    state: 'unknown',
  })
})

test('an office’s page says how often it answers only from ten answers up', async ({ world }) => {
  await hasWritten(world)
  await asks(world, days(world, 22))
  const { post_id: postId } = await world.db.selectFrom('response_question').select('post_id').executeTakeFirstOrThrow()
  // Each answer is about a letter of its own; here all are Rosa's.
  await sql`alter table letter drop constraint one_letter_each, drop constraint two_writers_on_a_contact`.execute(
    world.db,
  )
  const copies = (count: number, answer: string) =>
    sql`
    with copied as (
      insert into letter (id, writing_id, advocacy_campaign_id, post_id, person_id, contact_id, name_slot, sealed, likeness, language, area, source, state, written_at)
      select gen_random_uuid(), gen_random_uuid(), advocacy_campaign_id, post_id, person_id, contact_id, 1, '', likeness, language, area, source, 'withdrawn', written_at
      from letter, generate_series(1, ${count}) where state = 'sent' returning id, post_id)
    insert into response_question (id, post_id, letter_id, message_id, asked_at, answer, answered_at)
    select gen_random_uuid(), post_id, id, gen_random_uuid(), ${world.at}, ${answer}, ${world.at} from copied
  `.execute(world.db)
  await copies(3, 'yes')
  await copies(6, 'no')
  await copies(5, 'not-sure')
  expect(await readResponses(world.as.web, postId)).toBeNull()
  await copies(1, 'no')
  expect(await readResponses(world.as.web, postId)).toEqual({ answers: 10, answered: 3 })
})
