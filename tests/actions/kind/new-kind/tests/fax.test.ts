import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { FaxPage } from '~/actions/faxes/fax-page'
import type { FaxView } from '~/actions/faxes/read-fax.server'
import { listActionCards } from '~/actions/registry.server'
import { translator } from '~/i18n/translator'
import type { DashboardWords } from '~/office/outreach/dashboard-words'
import type { OutreachFigures } from '~/office/outreach/figures.server'
import { action, loader } from '~/routes/$lang.faxes.$slug'
import { everyMail } from '~/web/dev/every-mail.server'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { visit } from '../../support/public'
import { sentMails } from './sent-mails'

const list = officeRoute('office.pages.new')
const numbers = officeRoute('office.actions.$action._index')
const edit = officeRoute('office.actions.$action.edit')
const preview = officeRoute('office.actions.$action.preview.$lang')
const targets = officeRoute('office.actions.$action.targets')

const written = {
  title_en: 'Fax the council',
  title_es: 'Mande un fax al concejo',
  summary_en: 'One page.',
  summary_es: 'Una hoja.',
  page_en: 'Please vote no.',
  page_es: 'Le pido que vote que no.',
  timeZone: 'America/Phoenix',
}

async function published(world: World) {
  const group = await groupOf(world, 'network')
  const { token } = await organizer(world, 'organizer', group)
  const campaign = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  const { id: postId, organization_id } = await world.db
    .selectFrom('post')
    .select(['id', 'organization_id'])
    .where('slug', '=', 'lee-okafor-ocotillo')
    .executeTakeFirstOrThrow()
  await world.db
    .updateTable('contact_detail')
    .set({ kind: 'fax', value: '+16025550199', status: 'fine' })
    .where('organization_id', '=', organization_id)
    .where('kind', '=', 'email')
    .execute()
  const { body } = await call(world, list.loader!, { token })
  expect(body).toMatchObject({ kinds: { fax: 'Fax' } })
  const begun = await call(world, list.action!, {
    token,
    fields: { title: 'Fax the council', kind: 'fax', campaign: campaign.id, group },
  })
  const slug = begun.location!.split('/')[3]!
  const params = { action: slug }
  const half = await call(world, edit.action!, {
    token,
    params,
    fields: { ...written, page_es: '', revision: '0', intent: 'publish' },
  })
  expect((half.body as { form: { errors: { said: string }[] } }).form.errors.map((error) => error.said)).toEqual([
    expect.stringMatching(/^What the page says.*Spanish/),
    'Choose its targets.',
  ])
  await call(world, targets.action!, { token, params, fields: { intent: 'add', add: postId } })
  const shown = await call(world, preview.loader!, { token, params: { ...params, lang: 'en' } })
  expect(JSON.stringify(shown.body)).toContain('Please vote no.')
  const gate = await call(world, edit.action!, {
    token,
    params,
    fields: { ...written, revision: '1', intent: 'publish' },
  })
  expect(gate.location).toMatch(/\?published$/)
  return { slug, token, params, postId }
}

test('a fax action is written, published, done, counted and thanked for, as if there had always been faxes', async ({
  world,
}) => {
  const { slug, token, params, postId } = await published(world)
  const path = `/es/faxes/${slug}`
  const cards = await listActionCards(world.db, 'es', world.at, null)
  expect(cards.find((card) => card.path === path)).toMatchObject({
    title: 'Mande un fax al concejo',
    soFar: 'Sea la primera persona que manda un fax',
    go: 'Mandar un fax',
  })
  const { data } = await visit<{ view: FaxView }>(world, loader, path, { slug })
  const [office] = data.view.offices
  expect(office).toMatchObject({ name: 'Lee Okafor', number: '+16025550199' })
  const page = createElement(FaxPage, { lang: 'es', t: translator('es'), view: data.view, isDone: false, next: null })
  expect(renderToStaticMarkup(page)).toContain('Le pido que vote que no.')

  const pressed = { to: postId, contact: office!.contactId, outreach: office!.outreachId, email: 'rosa@example.org' }
  for (let press = 0; press < 2; press += 1)
    expect((await visit(world, action, path, { slug }, pressed)).status).toBe(303)
  await visit(world, action, path, { slug }, { ...pressed, to: 'nobody' })
  await world.work()
  expect(await world.db.selectFrom('intake').select('failure').execute()).toEqual([])
  expect(
    await world.db.selectFrom('outreach').select(['channel', 'outcome', 'via', 'contact_detail_id']).execute(),
  ).toEqual([{ channel: 'fax', outcome: 'sent', via: 'own-machine', contact_detail_id: office!.contactId }])

  const { words, figures } = (await call(world, numbers.loader!, { token, params })).body as {
    words: DashboardWords
    figures: OutreachFigures
  }
  expect(figures).toMatchObject({
    all: 1,
    reached: 1,
    outcomes: [
      { outcome: 'sent', count: 1 },
      { outcome: 'line-busy', count: 0 },
    ],
  })
  expect(words.outcomes['line-busy']).toBe('Line busy')

  const mails = await sentMails(world)
  expect(mails.map(({ to, subject }) => [to, subject])).toContainEqual(['rosa@example.org', 'Su fax ya está contado'])
  expect(mails[0]!.text).toContain(`Usted mandó un fax para Mande un fax al concejo.`)
  expect(mails[0]!.text).toContain(path)
  const drawn = (await everyMail()).filter(({ template }) => template === 'action-fax-receipt')
  expect(drawn.map(({ language }) => language)).toEqual(['en', 'es'])
})
