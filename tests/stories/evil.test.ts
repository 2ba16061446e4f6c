import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect } from 'vitest'
import { messages } from '~/i18n/messages'
import { languageHeader } from '~/office/guard/last-language'
import { findSession, sessionCookie } from '~/office/guard/sessions.server'
import { openBrowser } from '../support/browser'
import { type Answered, type Asking, type Doors, openDoors, type RoutePattern, type Side } from '../support/doors'
import type { Answer } from '../support/every-page'
import { type Everything, openEverything } from '../support/everything'
import { brokenBodies, evilSegments, evilTexts, openDice, wordsOfTheProgram } from '../support/evil'
import { test, type World } from '../support/firme-test'
import { fromNewNetwork } from '../support/new-network'
import { readPage, type SeenForm } from '../support/read-forms'

let browser: Browser
let parser: Page
beforeAll(async () => {
  browser = await openBrowser()
  parser = await browser.newPage()
})
afterAll(async () => {
  await browser?.close()
})

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }

/** The pages and what they show, with the doors that lead to them. */
async function openToEvil(world: World, work: (everything: Everything & { doors: Doors }) => Promise<void>) {
  await openEverything(world, parser, async (everything) => {
    const doors = await openDoors(world, everything.env)
    try {
      await work({ ...everything, doors })
    } finally {
      await doors.close()
    }
  })
}

/** Every key of a message, such as `site.errors.zipMissing`. */
const keys = new Set(keysOf(messages.en))

function keysOf(tree: object, before = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${before}${name}`] : keysOf(value as object, `${before}${name}.`),
  )
}

/** What is wrong with an answer, whatever was asked. */
function faultsIn({ status, type, text }: Answered, language: string): string[] {
  const faults = []
  // 503 with words: what an archive is made of is the running site, which is not here.
  if (status < 200 || (status >= 500 && !(status === 503 && text !== ''))) faults.push(`answered ${status}`)
  if (status >= 400 && text === '') faults.push(`${status} without a word`)
  if (!type.startsWith('text/html')) return faults
  const spoken = /<html lang="(\w+)"/.exec(text)?.[1]
  if (spoken !== language && !(status >= 400 && spoken === 'es')) faults.push(`${status} speaks ${spoken}`)
  // A mail that is previewed is no page: its writer may do without a heading.
  if (!/<h1[^>]*>\s*[^<\s]/.test(text) && !text.includes('class="paper"')) faults.push(`${status} has no heading`)
  if (/node_modules|\n\s+at \S+ \(|\bfile:\/\//.test(text)) faults.push(`${status} shows a stack`)
  const raw = text.match(/\b[a-z]+(?:\.[\w-]+)+\b/gi)?.find((word) => keys.has(word))
  if (raw) faults.push(`${status} shows the key ${raw}`)
  return faults
}

/** Asks for everything, one after the other, and notes what is wrong with the answers. */
function openTrial(doors: Doors, side: Side) {
  const wrong = new Map<string, { times: number; first: string }>()
  async function tries(what: string, asking: Asking): Promise<Answered> {
    const answer = await doors.ask(side, {
      ...asking,
      // Nobody here is to be refused for coming often.
      headers: { ...fromNewNetwork(), ...asking.headers },
    })
    const faults = asking.hangsUp ? [] : faultsIn(answer, languageAt(asking.target) ?? 'es')
    for (const fault of [...faults, ...doors.failures().map((error) => error.split('\n').slice(0, 3).join(' '))]) {
      const said = `${asking.method} ${what}: ${fault}`
      const known = wrong.get(said) ?? { times: 0, first: shown(asking) }
      wrong.set(said, { ...known, times: known.times + 1 })
    }
    return answer
  }
  return {
    tries,
    wrong: () => [...wrong].map(([said, { times, first }]) => `${said} (${times}×, first ${first})`),
  }
}

const shown = ({ target, body = '' }: Asking) => `${target.slice(0, 200)} ${body.toString().slice(0, 300)}`

/** A public page speaks the language of its address, and so does a preview of one. */
const languageAt = (target: string) => /^\/(en|es)\/|\/preview\/(en|es)(?:\?|$)/.exec(target)?.slice(1).find(Boolean)

type Trial = ReturnType<typeof openTrial>

/** The query of an address with every name the program reads. */
const evilQuery = (names: readonly string[], value: string) =>
  names.map((name) => `${name}=${encodeURIComponent(value)}`).join('&')

test('whatever is asked of the office or posted to it is answered in words, in the language of who asks', async ({
  world,
}) => {
  await openToEvil(world, async ({ doors, pages, states, as }) => {
    const trial = openTrial(doors, 'office')
    const token = await as('owner', 'es')
    const found = await pages.crawl(states.office, { token, language: 'es', most: 1 })
    found.push(...(await states.answered('es', { token })))
    const forms = await formsOn(found)
    const addresses = addressesOf(found, doors, 'office')
    for (const role of ['owner', 'viewer'] as const) {
      let mine = ''
      const comes = async () => {
        // Whatever was posted before may have ended the session, or changed its language.
        const session = await findSession(world.db, world.keyring, mine, world.at)
        if (session?.language !== 'es') mine = await as(role, 'es')
        return {
          'accept-language': 'en',
          cookie: `${sessionCookie}=${mine}; ${languageHeader(null, 'es')!.split(';')[0]}`,
        }
      }
      await asksForEverything(doors.routes.office, addresses, role, { trial, headers: await comes() })
      await postsEverything(doors.routes.office, forms, addresses, role, { trial, comes })
    }
    expect(trial.wrong()).toEqual([])
  })
}, 900_000)

test('whatever is posted to the site is answered in words, and what is taken in can be worked on', async ({
  world,
}) => {
  await openToEvil(world, async ({ doors, pages, states }) => {
    const trial = openTrial(doors, 'public')
    const found = await pages.crawl(['/es', ...states.site('es')], { language: 'es', most: 1 })
    const forms = await formsOn(found.filter(({ where }) => !where.startsWith('/dev')))
    const addresses = addressesOf(found, doors, 'public')
    const routes = doors.routes.public.filter(({ id }) => !id.startsWith('routes/dev'))
    // Whoever confirms is answered once the worker has counted it.
    const working = worksOnAndOn(world)
    try {
      await postsEverything(routes, forms, addresses, 'visitor', { trial, comes: async () => spanish })
    } finally {
      await working.stop()
    }
    expect(trial.wrong()).toEqual([])
    await world.work()
    expect(await world.db.selectFrom('intake').select('kind').execute()).toEqual([])
  })
}, 900_000)

/** Does what the worker does until it is stopped. */
function worksOnAndOn(world: World): { stop: () => Promise<void> } {
  let isOver = false
  const working = (async () => {
    for (; !isOver; await sleep(50)) await world.work()
  })()
  // The caller gets the error when it stops this.
  working.catch(() => {})
  return {
    async stop() {
      isOver = true
      await working
    },
  }
}

interface Trying {
  trial: Trial
  headers: Record<string, string>
}

async function asksForEverything(
  routes: RoutePattern[],
  addresses: Addresses,
  role: string,
  { trial, headers }: Trying,
): Promise<void> {
  const { queries } = wordsOfTheProgram()
  const { any, some } = openDice(287)
  for (const { id, pattern, hasLoader } of routes) {
    if (!hasLoader) continue
    const gets = (target: string) => trial.tries(`${role} ${id}`, { method: 'GET', target, headers })
    const isOwner = role === 'owner'
    if (pattern.includes(':'))
      for (const segment of some(evilSegments, isOwner ? 10 : 1)) await gets(filledIn(pattern, segment))
    const [where = `/${pattern}`] = addresses.get(id) ?? []
    await gets(where)
    if (!isOwner) continue
    const plain = where.split('?')[0]!
    for (const value of some(evilTexts, 8)) await gets(`${plain}?${evilQuery(queries, value.slice(0, 12))}`)
    for (const value of some(evilTexts, 3))
      await gets(`${plain}?${evilQuery([any(queries), any(queries)], value.slice(0, 500))}`)
    await gets(
      `${plain}?${queries.map((name) => `${name}[]=1&${name}=a&${name}=%00&${name}=%ED%A0%80&${name}=%`).join('&')}`,
    )
  }
}

async function postsEverything(
  routes: RoutePattern[],
  forms: Map<string, SeenForm>,
  addresses: Addresses,
  role: string,
  { trial, comes }: { trial: Trial; comes: () => Promise<Record<string, string>> },
): Promise<void> {
  const { intents } = wordsOfTheProgram()
  const { any, some } = openDice(1_070)
  for (const [address, form] of forms) {
    const target = address.split(' ')[0]!
    const headers = { ...(await comes()), ...urlencoded }
    const posts = (fields: [string, string][]) =>
      trial.tries(`${role} ${address.slice(0, 200)}`, {
        method: 'POST',
        target,
        headers,
        body: new URLSearchParams(fields).toString(),
      })
    const [button = '', pressed = ''] = form.buttons[0]!.sends.split('=')
    const whole: [string, string][] = [...form.fields, ...(button ? [[button, pressed] as [string, string]] : [])]
    if (role === 'viewer') {
      await posts(whole)
      continue
    }
    const free = whole.filter(([name]) => name !== button)
    const names = [...new Set(free.map(([name]) => name))]
    for (const value of some(evilTexts, 3))
      await posts(whole.map(([name, before]) => [name, name === button || name === 'website' ? before : value]))
    for (const name of some(names, 4)) {
      await posts(whole.filter(([other]) => other !== name))
      await posts([...whole, [name, any(evilTexts)]])
      for (const value of some(evilTexts, 2))
        await posts(whole.map(([other, before]) => [other, other === name ? value : before]))
    }
  }
  for (const { id, pattern, isIndex, hasAction } of routes) {
    if (!hasAction) continue
    const headers = await comes()
    const index = isIndex ? '?index' : ''
    const [where = `/${pattern}`] = addresses.get(id) ?? []
    const target = `${where.split('?')[0]}${index}`
    const posts = (body: string | Buffer, more: Partial<Asking> = {}) =>
      trial.tries(`${role} ${id}`, {
        method: 'POST',
        target,
        body,
        ...more,
        headers: { ...headers, ...urlencoded, ...more.headers },
      })
    if (role === 'viewer') {
      await posts('intent=save&id=1')
      continue
    }
    if (pattern.includes(':'))
      for (const segment of some(evilSegments, 4))
        await posts(`intent=${any(intents)}&id=${segment}`, { target: `${filledIn(pattern, segment)}${index}` })
    for (const intent of ['no-such-intent', ...some(intents, 8)])
      await posts(
        new URLSearchParams({ intent, id: any(evilTexts), name: any(evilTexts), role: any(evilTexts) }).toString(),
      )
    for (const body of some(brokenBodies, 5)) await posts(body)
    for (const type of [
      'application/json',
      'text/plain',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'x',
      '',
    ])
      await posts('{"intent":"save"}', { headers: { 'content-type': type } })
    await posts(
      multipart([
        ['intent', 'save'],
        ['id', 'a\0b'],
      ]),
      asMultipart,
    )
    await posts(multipart(evilTexts.slice(0, 20).map((text) => ['intent', text])), asMultipart)
    await posts(
      multipart([
        ['intent', 'save'],
        ['list', 'a;b', 'x.csv'],
        ['files', '\0\x01\xff', '../../x.zip'],
        ['picture', '', ''],
      ]),
      asMultipart,
    )
    await posts(
      multipart([
        ['intent', 'save'],
        ['list', 'a;b', 'x.csv'],
      ]).subarray(0, 150),
      asMultipart,
    )
    await posts(multipart([['intent', 'save']]).subarray(0, 40), {
      headers: { ...asMultipart.headers, 'content-length': '5000' },
      hangsUp: true,
    })
    await posts('x'.repeat(1_000_000), { headers: { 'content-length': '1000000' } })
  }
}

const asMultipart = { headers: { 'content-type': 'multipart/form-data; boundary=b' } }

function multipart(parts: [name: string, value: string, fileName?: string][]): Buffer {
  const lines = parts.map(
    ([name, value, fileName]) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n\r\n${value}\r\n`,
  )
  return Buffer.from(`${lines.join('')}--b--\r\n`)
}

const filledIn = (pattern: string, segment: string) =>
  `/${pattern.replace(':lang', pattern.startsWith(':lang') ? 'es' : segment).replace(/:\w+/g, () => segment)}`

/** Every posted form of these pages once: by where it goes, the route it stands for, its button and its fields. */
async function formsOn(answers: Answer[]): Promise<Map<string, SeenForm>> {
  const forms = new Map<string, SeenForm>()
  const kinds = new Set<string>()
  for (const { where, module, html } of answers) {
    if (!html) continue
    for (const form of (await readPage(parser, html)).forms) {
      if (form.method !== 'post') continue
      const url = new URL(form.action, `https://site.example.org${where}`)
      const names = [...new Set(form.fields.map(([name]) => name))]
      for (const button of form.buttons) {
        // What a button does is the same for each entry of a list.
        const sends = button.sends
          .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
          .replace(/^(county|city|language|putPicture|takeOutPicture)=.*/, '$1')
          .replace(/^(intent=(?:up|down|remove):\w+):.*/, '$1')
        const kind = [module, url.pathname.split('/').length, sends, ...names.slice(0, 40)].join(' ')
        if (kinds.has(kind)) continue
        kinds.add(kind)
        forms.set(`${url.pathname}${url.search} ${sends} ${names.join(' ')}`, { ...form, buttons: [button] })
      }
    }
  }
  return forms
}

type Addresses = Map<string, string[]>

const spanish = { 'accept-language': 'es' }

/** Addresses of pages that were found, by route. */
function addressesOf(answers: Answer[], doors: Doors, side: Side): Addresses {
  const found = new Map<string, string[]>()
  for (const { where, status } of answers) {
    if (status >= 400) continue
    const id = doors.patternOf(side, where.split('?')[0]!)
    found.set(id, [...(found.get(id) ?? []), where])
  }
  return found
}
