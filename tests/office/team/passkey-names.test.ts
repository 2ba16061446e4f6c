import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import type { Visit } from '~/office/guard/guard.server'
import { usualPasskeyName, zoneOf } from '~/office/team/passkey-names.server'
import { test } from '../../support/firme-test'
import { groupOf, organizer } from '../../support/office'

test('a passkey without a name is named after the day on which its owner made it, in their zone', async ({ world }) => {
  const group = await groupOf(world, 'Saguaro')
  const { id } = await organizer(world, 'organizer', group)
  const visit = { db: world.db, keyring: world.keyring, noteForgedRole: () => {} } as unknown as Visit
  const name = async () =>
    usualPasskeyName(
      { t: translator('en'), lang: 'en', now: new Date('2026-11-25T06:30:00Z') },
      await zoneOf(visit, id),
    )
  expect(await name()).toContain('November 24, 2026')
  await world.db.updateTable('member_group').set({ time_zone: 'America/New_York' }).where('id', '=', group).execute()
  expect(await name()).toContain('November 25, 2026')
  await world.db.updateTable('organizer').set({ time_zone: 'Pacific/Honolulu' }).where('id', '=', id).execute()
  expect(await name()).toContain('November 24, 2026')
})
