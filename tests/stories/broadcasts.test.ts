import { sql } from 'kysely'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { openVault } from '~/vault/open.server'
import { keyringIn } from '../support/keyring'
import { fillCampaign } from '../support/many-subscribers'
import { until } from '../support/running-site'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, browser, db, withPasskeys, linkTo } = await openStory({ LOG_LEVEL: 'silent' })

test('Omar writes a message without a script, Inés approves and sends it, it is paused and goes on, and the results say what became of it', async () => {
  const keyring = await keyringIn(site.dataDir)
  await fillCampaign(db, { keyring, vault: await openVault(db, keyring) }, { mails: 5, texts: 0 })
  await db.updateTable('member_group').set({ postal_address: 'P.O. Box 1, Phoenix, AZ 85001' }).execute()
  const passkey = await withPasskeys('en-US')
  await joins(passkey, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
  await passkey.goto(`${site.officeUrl}/office/team`)
  await passkey.fill('#invite [name=email]', 'ines@example.org')
  await passkey.selectOption('#invite select[name=role]', 'owner')
  await passkey.click('#invite button:not(.enter)')
  const ines = await withPasskeys('es-US')
  await joins(ines, await linkTo('ines@example.org', 'join'), 'Inés Paz', 'ines@example.org')

  const context = await browser.newContext({
    storageState: await passkey.context().storageState(),
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  })
  const omar = await context.newPage()
  await omar.goto(`${site.officeUrl}/office/messages/drafts`)
  await omar.click('button[value="make mail"]')
  await omar.fill('#subject_en', 'They vote on Tuesday')
  await omar.fill('#subject_es', 'Votan el martes')
  await omar.fill('#block_0_words_en', 'Hi {name|friend}. Come along.')
  await omar.fill('#block_0_words_es', 'Hola, {name|compañera o compañero}. Venga.')
  await omar.click('button[value="add heading"]')
  expect(await omar.inputValue('#subject_es')).toBe('Votan el martes')
  await omar.click('button[value="remove 2"]')
  await omar.selectOption('[name=block_1_of]', 'petitions/alto-polimigra')
  await omar.fill('#block_1_words_en', 'Sign')
  await omar.fill('#block_1_words_es', 'Firme')
  await omar.click('button.main[value=save]')
  await omar.click('.done a')
  expect(await omar.innerText('main')).toContain('Will receive it')
  await omar.fill('#per_hour', '120')
  await omar.click('button[value=plan]')
  for (const intent of ['test', 'read-en', 'read-es']) await omar.click(`form:has([value=${intent}]) button`)
  expect(await omar.innerText('#approve ~ ul')).toContain('Someone else has to approve it')

  await ines.goto(omar.url())
  await expectAccessible(ines)
  await press(ines, 'approve')
  expect(await ines.innerText('.done')).toContain('Aprobado')
  await press(ines, 'start')
  const left = async () =>
    (
      await db
        .selectFrom('message')
        .select('id')
        .where('broadcast_id', 'is not', null)
        .where('state', '=', 'sent')
        .execute()
    ).length
  await until(async () => (await left()) === 2, 60_000)
  await press(ines, 'pause')
  expect(await ines.innerText('main')).toMatch(/En pausa[^]*2 de 5/)
  await sql`update broadcast_wave set next_at = null`.execute(db)
  await sql`update broadcast set per_hour = null`.execute(db)
  await press(ines, 'resume')
  await until(
    async () => (await db.selectFrom('broadcast').select('state').executeTakeFirstOrThrow()).state === 'done',
    60_000,
  )
  await ines.goto(omar.url().split('?')[0]!)
  expect(await ines.innerText('main')).toMatch(/Terminado[^]*5 de 5[^]*Mandados\s*5/)
  for (const width of [390, 1280]) {
    await ines.setViewportSize({ width, height: 844 })
    await expectAccessible(ines)
  }
  await context.close()
})

async function press(page: Page, intent: string): Promise<void> {
  await page.click(`form:has([name=intent][value=${intent}]) button`)
  await page.waitForURL(/did=/)
}
