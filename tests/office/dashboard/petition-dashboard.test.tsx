import type { ComponentProps } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { PetitionDashboardPage } from '~/office/dashboard/petition-dashboard-page'
import { slug, test } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

test.for([
  ['en', 'Days start at midnight (Eastern time).', ['1 AM EDT', '1 AM EST']],
  ['es', 'Los días empiezan a la medianoche (Hora del Este).', ['1 a.m. EDT', '1 a.m. EST']],
] as const)(
  'a dashboard says in %s when its days start, and tells the two hours apart when clocks went back',
  async ([lang, days, hours], { world: there }) => {
    const world = { ...there, at: new Date('2027-11-07T17:30:00Z') }
    const network = await groupOf(world, 'network')
    const { token } = await organizer(world, 'owner', network)
    await world.db
      .updateTable('member_group')
      .set({ time_zone: 'America/New_York' })
      .where('kind', '=', 'network')
      .execute()
    const { loader } = officeRoute('office.petitions.$petition._index')
    const { body } = await call(world, loader!, { token, params: { petition: slug } })
    const shown = renderToStaticMarkup(
      <PetitionDashboardPage
        {...(body as Omit<ComponentProps<typeof PetitionDashboardPage>, 't' | 'lang'>)}
        t={translator(lang)}
        lang={lang}
      />,
    ).replaceAll(/[\u00a0\u202f]/g, ' ')
    expect(shown).toContain(days)
    for (const hour of hours) expect(shown).toContain(hour)
  },
)
