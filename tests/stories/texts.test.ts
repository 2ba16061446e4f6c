import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { openBrowser } from '../support/browser'
import { startSite, until, type RunningSite } from '../support/running-site'

let site: RunningSite
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await startSite({ LOG_LEVEL: 'silent' })
  // Open around the clock, whenever this runs.
  const { db } = openDatabase((await runningEmbedded(site.dataDir))!, 1)
  await db.updateTable('organization').set({ office_hours: JSON.stringify([{ days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '23:59' }]) }).execute()
  await db.destroy()
  browser = await openBrowser()
  page = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage()
})

afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

/** Texts from the web phone, and waits for an answer that holds these words. */
async function texts(words: string, answer: string): Promise<void> {
  await page.goto(`${site.url}/dev/phone`)
  await page.fill('#body', words)
  await page.click('button[value=text]')
  await sees(answer)
}

async function sees(words: string): Promise<void> {
  await until(async () => {
    await page.goto(`${site.url}/dev/phone`)
    return (await page.innerText('main')).includes(words)
  }, 15_000, () => words)
}

const total = async () => ((await (await fetch(`${site.url}/es/petitions/alto-polimigra.json`)).json()) as { signature_count: number }).signature_count

test('Tomás, who has only a phone, signs and writes to his council by text alone', async () => {
  await texts('¡Alto Polimigra!', 'nombre y apellido')
  await texts('Tomás Reyes', 'ZIP de 5 cifras')
  await texts('85001', 'Responda SI para firmar')
  await texts('Sí', 'usted cuenta')
  await until(async () => (await total()) === 1)
  await texts('Concejo', 'Llevamos su mensaje')
  await texts('Tomás Reyes', 'Gracias, Tomás')
  await texts('85001', '1 Council Member Lee Okafor')
  await texts('1', 'Responda 1 para enviar esto')
  await texts('1', 'Para Council Member Lee Okafor')
  await texts('SI', 'Enviado a Council Member Lee Okafor')
  const left = (await readFile(path.join(site.dataDir, 'outbox', 'sms.jsonl'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { to: string; body: string })
  expect(left.filter((text) => text.to === '+16025550161').map((text) => text.body)).toEqual([expect.stringMatching(/^Please vote.*\nTomás Reyes, 85001$/s)])
  await texts('ALTO', 'ya no le mandamos mensajes')
})

test('somebody has themselves connected with their sheriff, with scripts off', async () => {
  await texts('ALTA', 'otra vez')
  await page.goto(`${site.url}/es/calls/call-sheriff-vance`)
  await page.click('text=Prefiero que me comuniquen')
  await page.fill('#phone', '602 555 0101')
  await page.click('main form button')
  const codePage = page.url()
  await sees('clave es')
  const code = [...(await page.innerText('main')).matchAll(/clave es (\d{6})/g)].at(-1)![1]!
  await page.goto(codePage)
  await page.fill('#code', code)
  await page.click('main form button')
  await sees('is calling')
  await page.click('button[value=answer]')
  await until(async () => {
    await page.goto(`${site.url}/dev/phone`)
    return (await page.locator('#keys').count()) > 0
  }, 30_000)
  await page.fill('#keys', '1')
  await page.click('button[value=press]')
  await sees('ringing +16025550141')
  await sees('the office answers')
})

test('no number, no name and no text of Tomás stands in what the processes print', () => {
  expect(site.output()).not.toMatch(/5550101|Reyes|85001/)
})
