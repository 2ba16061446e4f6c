import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { PetitionPage } from '~/actions/petitions/petition-page'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { translator } from '~/i18n/translator'
import { loader } from '~/routes/$lang.petitions.$petition'
import { emptyForm } from '~/ui/forms/form-state'
import { slug, test, type World } from '../../support/firme-test'
import { visit } from '../../support/public'

type Shown = Pick<Parameters<typeof PetitionPage>[0], 'petition' | 'links' | 'acts'>

const reads = (world: World) => visit<Shown>(world, loader, `/es/petitions/${slug}`, { petition: slug })
const isNow = (world: World, values: object) =>
  world.db.updateTable('petition').set(values).where('slug', '=', slug).execute()
const rendered = (shown: Shown) =>
  renderToStaticMarkup(
    createElement(PetitionPage, { ...shown, lang: 'es' as const, t: translator('es'), form: emptyForm }),
  )

test('a petition that opens later can be shared, and leads on meanwhile; one that is closed only leads on', async ({
  world,
}) => {
  await isNow(world, { opens_at: new Date(world.at.getTime() + 86_400_000) })
  const later = rendered((await reads(world)).data)
  expect(later).toContain('https://wa.me/?text=')
  expect(later).toContain('/es/calls/call-sheriff-vance')
  await isNow(world, { opens_at: null, state: 'closed' })
  const closed = (await reads(world)).data
  expect(rendered(closed)).not.toContain('wa.me')
  expect(rendered(closed)).toContain('/es/calls/call-sheriff-vance')
  // The office's preview has no acts.
  expect(rendered({ ...closed, acts: null })).not.toContain('wa.me')
})

test('the page of a petition that is closed changes when an act it leads to does', async ({ world }) => {
  const { id } = await world.db
    .selectFrom('advocacy_campaign')
    .select('id')
    .where('slug', '=', 'call-sheriff-vance')
    .executeTakeFirstOrThrow()
  expect((await reads(world)).tags).not.toContain(`action:${id}`)
  await isNow(world, { state: 'closed' })
  const { petition } = (await readPetitionPage(world.db, slug, 'es', world.at))!
  expect((await reads(world)).tags).toEqual(expect.arrayContaining(['site', `petition:${petition.id}`, `action:${id}`]))
})
