import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { templateName } from '~/actions/registry.server'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { SignerPage } from '~/office/people/signer-page'
import { emptyForm } from '~/ui/forms/form-state'
import { rosa, test, tomas, type World } from '../../support/firme-test'
import { arrives, presses, toSheriff } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { startTexting } from '../../support/texting'

type Story = { person: Omit<Parameters<typeof SignerPage>[0], 't' | 'lang' | 'form' | 'done' | 'twin'> }

const reachedBy = (person: Story['person']) => person.timeline.lines.filter((line) => line.is === 'reached')

async function storyOf(world: World, name: string) {
  const { token, id } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { lines } = (await call(world, officeRoute('office.people._index').loader!, { token })).body as {
    lines: { name: string; personId: string }[]
  }
  const { personId } = lines.find((line) => line.name.startsWith(name))!
  const { person } = (
    await call(world, officeRoute('office.people.$person').loader!, { token, params: { person: personId } })
  ).body as Story
  const audited = await world.db
    .selectFrom('audit')
    .select(['act', 'subject'])
    .where('organizer_id', '=', id)
    .where('act', '=', 'opened-person')
    .execute()
  expect(audited).toEqual([{ act: 'opened-person', subject: personId }])
  return {
    person,
    pages: languages.map((lang) =>
      renderToStaticMarkup(
        <SignerPage t={translator(lang)} lang={lang} form={emptyForm} done={[]} twin={null} {...person} />,
      ),
    ),
  }
}

test('Rosa’s letters stand beside her signatures, without their words, and with where they are', async ({ world }) => {
  await world.signs(rosa)
  await arrives(world, toSheriff)
  await world.work()
  await presses(world, 'send')
  const { person, pages } = await storyOf(world, 'Rosa')
  expect(reachedBy(person)).toEqual([
    expect.objectContaining({
      actionSlug: toSheriff,
      did: { en: 'Letter to Ida Vance', es: 'Carta a Ida Vance' },
      letterState: 'waiting',
    }),
  ])
  expect(pages[0]).toContain('Letter to Ida Vance')
  expect(pages[1]).toContain('Carta a Ida Vance')
  for (const page of pages) expect(page).not.toContain('Please hold nobody')
})

test('what Tomás texted to his council stands in his story, with where it is; a call from his own phone leads to nobody', async ({
  world,
}) => {
  const phone = await startTexting(world)
  for (const text of ['FIRMA', 'Tomás Reyes', '85001', 'sí', 'concejo', 'Tomás Reyes', '85001', '1', '1', 'sí'])
    await phone.says(text)
  const { person, pages } = await storyOf(world, 'Tomás')
  expect(reachedBy(person)).toEqual([
    expect.objectContaining({
      did: { en: 'Text to Lee Okafor', es: 'Mensaje de texto a Lee Okafor' },
      messageState: expect.stringMatching(/^(sent|delivered)$/),
    }),
  ])
  expect(pages[1]).toMatch(/Mensaje de texto a Lee Okafor.*(enviado|llegó)/)
  expect(person.timeline.lines.flatMap((line) => (line.is === 'message' ? [line.name.en] : []))).toContain(
    templateName('text-to-official', 'en'),
  )
  await phone.stop()
})

test('whom the network knows by their consent alone, it knows no further: nothing of what they sent', async ({
  world,
}) => {
  const member = await groupOf(world, 'Member')
  await world.db.updateTable('petition').set({ group_id: member }).execute()
  await world.signs({ ...tomas, family_name: 'Reyes', consent_network: '1' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  const { person, pages } = await storyOf(world, 'Tomás')
  expect(person.mayChange).toBe(false)
  expect(new Set(person.timeline.lines.map((line) => line.is))).toEqual(new Set(['signed', 'confirmed', 'agreed']))
  expect(pages[0]).not.toContain('Email, ')
})
