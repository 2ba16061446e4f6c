import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hugePicture, listBombs, tangledLines } from '../../support/bombs'
import { type Browser, comeIn, memoryOf, mostAtAStretch, probe, sendRaw } from '../../support/running-office'
import { type RunningSite, startSite, until } from '../../support/running-site'

const megabyte = 1024 * 1024
const rosters = '/office/officials/imports'
const people = '/office/petitions/alto-polimigra/imports'
const boundaries = '/office/places/az-maricopa-county/boundaries'
const source = { sourceUrl: 'https://lists.example.org/officials', checkedOn: '2026-11-20' }

let site: RunningSite
let omar: Browser

const officePid = () => site.pids('office')[0]!

beforeAll(async () => {
  site = await startSite()
  omar = await comeIn(site)
}, 200_000)

afterAll(async () => site.stop())

/** Uploads while the office is asked again and again whether it is there. */
async function feed(
  to: string,
  form: FormData,
): Promise<{ status: number; page: string; busiest: number; grown: number }> {
  const pid = officePid()
  const before = memoryOf(pid).now
  const stop = probe(`${site.officeUrl}/healthz`, pid)
  try {
    const answer = await omar.post(to, form)
    const page = await answer.text()
    const { busiest, answers } = await stop()
    expect(answers).toBeGreaterThan(3)
    expect(officePid()).toBe(pid)
    return { status: answer.status, page, busiest, grown: memoryOf(pid).now - before }
  } finally {
    await stop()
  }
}

function list(name: string, bytes: Buffer, fields: Record<string, string> = source): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('list', new File([new Uint8Array(bytes)], name))
  return form
}

const speak = (language: 'en' | 'es') => omar.post('/office/account', { intent: 'language', language, back: '/office' })

/** Of bombs that get the same sentence one is fed in Spanish, too. */
const inSpanish = new Set(new Map(listBombs.map((bomb) => [bomb.es.source, bomb])).values())

test.for(listBombs)('$name is refused in words, and the office answers everybody else meanwhile', async (bomb) => {
  const form = list(bomb.file, bomb.bytes())
  for (const language of inSpanish.has(bomb) ? (['en', 'es'] as const) : (['en'] as const)) {
    await speak(language)
    const { status, page, busiest, grown } = await feed(rosters, form)
    expect(status).toBe(422)
    expect(page).toContain(`<html lang="${language}"`)
    expect(page).toMatch(bomb[language])
    expect(busiest).toBeLessThan(mostAtAStretch)
    expect(grown).toBeLessThan(150 * megabyte)
  }
})

test('a list of signers that is a bomb is refused as one of officials is', async () => {
  await speak('en')
  const [stray] = listBombs
  const { status, page, busiest } = await feed(people, list(stray!.file, stray!.bytes(), { intent: 'list' }))
  expect(status).toBe(422)
  expect(page).toMatch(stray!.en)
  expect(busiest).toBeLessThan(mostAtAStretch)
})

test('a long good list is taken in while the office goes on answering', async () => {
  const lines = Array.from({ length: 60_000 }, (_, n) => `Person ${n},Supervisor,${n},AZ,Maricopa,602-555-0123,,,,,`)
  const text = ['Name,Role,District,State,County,Phone,a,b,c,d,e', ...lines].join('\n')
  const { status, busiest, grown } = await feed(rosters, list('long.csv', Buffer.from(text)))
  expect(status).toBe(303)
  expect(busiest).toBeLessThan(mostAtAStretch)
  expect(grown).toBeLessThan(150 * megabyte)
})

test('lines that are each compared with all others, and a picture of 900 million pixels, are refused', async () => {
  const lines = new FormData()
  for (const [name, value] of Object.entries({
    intent: 'upload',
    source: 'https://example.org/lines',
    checked: '2026-11-01',
  }))
    lines.append(name, value)
  lines.append('files', new File([new Uint8Array(tangledLines(33))], 'tangled.geojson'))
  const read = await feed(boundaries, lines)
  expect([read.status, read.page]).toEqual([
    422,
    expect.stringMatching(/longer than 30 seconds|too fine|lies outside|crosses itself/),
  ])
  expect(read.busiest).toBeLessThan(mostAtAStretch)
  const picture = new FormData()
  for (const [name, value] of Object.entries({
    intent: 'record',
    delivered_on: '2026-11-20',
    recipient: 'Sheriff Vance',
    by_whom: 'Omar',
  }))
    picture.append(name, value)
  picture.append('photo', new File([new Uint8Array(hugePicture())], 'huge.png'))
  const looked = await feed('/office/petitions/alto-polimigra/deliveries', picture)
  expect([looked.status, looked.page]).toEqual([422, expect.stringContaining('more than 60,000,000 pixels')])
  expect(looked.busiest).toBeLessThan(mostAtAStretch)
})

const headOf = (to: string, length: number, more: string[] = []) =>
  [
    `POST ${to} HTTP/1.1`,
    'Host: office',
    `Origin: ${site.officeUrl}`,
    'Accept-Language: es',
    'Content-Type: multipart/form-data; boundary=b',
    `Content-Length: ${length}`,
    ...more,
  ].join('\n')

test('fifteen bodies of 40 MB without a session are refused at once, and the office holds none of them', async () => {
  const pid = officePid()
  const before = memoryOf(pid).most
  const length = 40 * megabyte
  const answers = await Promise.all(
    Array.from({ length: 15 }, () => sendRaw(site.officeUrl, headOf(people, length), { length })),
  )
  for (const { head, text } of answers) {
    expect(head).toMatch(/^HTTP\/1.1 403 /)
    expect(head.toLowerCase()).toContain('connection: close')
    expect(text).toContain('Su sesión se cerró')
  }
  expect(memoryOf(pid).most - before).toBeLessThan(150 * megabyte)
})

test('a large body from another site, and one where nothing is taken in, are refused before they are read', async () => {
  const cookie = `Cookie: ${omar.headers.cookie}`
  const length = 40 * megabyte
  const elsewhere = await sendRaw(
    site.officeUrl,
    headOf(people, length, [cookie]).replace(`Origin: ${site.officeUrl}`, 'Origin: https://evil.example'),
    { length },
  )
  expect(elsewhere.head).toMatch(/^HTTP\/1.1 403 /)
  expect((await sendRaw(site.officeUrl, headOf('/office/nowhere', length, [cookie]), { length })).head).toMatch(
    /^HTTP\/1.1 405 /,
  )
  expect(
    (
      await sendRaw(
        site.officeUrl,
        headOf('/office/sign-in', length).replace(
          'multipart/form-data; boundary=b',
          'application/x-www-form-urlencoded',
        ),
        { length },
      )
    ).head,
  ).toMatch(/^HTTP\/1.1 413 /)
  const large = await sendRaw(site.officeUrl, headOf(people, 49 * megabyte, [cookie]), { length: 49 * megabyte })
  expect(large.head).toMatch(/^HTTP\/1.1 413 /)
  expect(large.text).toContain('That file is too large')
})

test('whoever asks first whether a large body is wanted never sends one that is not', async () => {
  const refused = await sendRaw(site.officeUrl, headOf(people, 40 * megabyte, ['Expect: 100-continue']), { length: 0 })
  expect(refused.head).toMatch(/^HTTP\/1.1 403 /)
})

test('a body that does not say how long it is is cut off where it is too much', async () => {
  const head = headOf(people, 0, [`Cookie: ${omar.headers.cookie}`]).replace(
    'Content-Length: 0',
    'Transfer-Encoding: chunked',
  )
  const { head: answer } = await sendRaw(site.officeUrl, `${head}\n\n${(60 * megabyte).toString(16)}`, {
    length: 60 * megabyte,
  })
  expect(answer).toMatch(/^HTTP\/1.1 (400|413) /)
})

test('forms that are broken, or have a thousand fields too many, are answered in words', async () => {
  const raw = (body: string) =>
    fetch(`${site.officeUrl}${people}`, {
      method: 'POST',
      headers: { ...omar.headers, 'content-type': 'multipart/form-data; boundary=b' },
      body,
    })
  expect((await raw('no parts at all')).status).toBe(400)
  expect((await raw('--b\r\nContent-Disposition: form-data; name="intent"\r\n\r\nlist')).status).toBe(400)
  expect(
    (await raw(`${'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'.repeat(4_000)}--b--\r\n`)).status,
  ).toBe(413)
  expect(
    (
      await fetch(`${site.officeUrl}${people}`, {
        method: 'POST',
        headers: { ...omar.headers, 'content-type': 'multipart/form-data' },
        body: 'x',
      })
    ).status,
  ).toBe(400)
  expect(
    (
      await fetch(`${site.officeUrl}/office/account`, {
        method: 'POST',
        headers: { ...omar.headers, 'content-type': 'application/json' },
        body: '['.repeat(100_000),
      })
    ).status,
  ).toBe(415)
})

test('a third large file of one person has to wait, and says for how long', async () => {
  const cookie = `Cookie: ${omar.headers.cookie}`
  const length = 10 * megabyte
  // Two that never come to an end.
  const slow = [1, 2].map(() => sendRaw(site.officeUrl, headOf(people, length, [cookie]), { length: 64 * 1024 }))
  await sleep(500)
  const third = await sendRaw(site.officeUrl, headOf(people, length, [cookie]), { length })
  expect(third.head).toMatch(/^HTTP\/1.1 429 /)
  expect(third.head.toLowerCase()).toContain('retry-after: 30')
  expect(third.text).toContain('Two of your files are still being read')
  // Short forms go on meanwhile.
  expect((await speak('en')).status).toBe(303)
  void slow
})

test('a file that is on its way leaves nothing on the disk that anybody could read, not even when the office is killed', async () => {
  const uploads = path.join(site.dataDir, 'uploads')
  const planted = 'PLANTED·NAME'.replace('·', '')
  // On its way: most of it has come, and it is not whole.
  void sendRaw(site.officeUrl, headOf(rosters, 10 * megabyte, [`Cookie: ${omar.headers.cookie}`]), { length: 0 })
  await mkdir(uploads, { recursive: true })
  await writeFile(path.join(uploads, 'left-behind'), planted)
  const pid = officePid()
  process.kill(pid, 'SIGKILL')
  await until(async () => site.pids('office').length === 1 && officePid() !== pid)
  await until(() => fetch(`${site.officeUrl}/healthz`).then((answer) => answer.ok))
  expect(await readdir(uploads)).toEqual([])
})
