import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Language, languages } from '~/i18n/language'
import { roles } from '~/office/guard/rights'
import { openBrowser } from '../support/browser'
import type { Answer, Pages } from '../support/every-page'
import { type Everything, openEverything } from '../support/everything'
import { test } from '../support/firme-test'
import { readPage, type SeenForm, type SeenPage } from '../support/read-forms'

let browser: Browser
let parser: Page
beforeAll(async () => {
  browser = await openBrowser()
  parser = await browser.newPage()
})
afterAll(async () => {
  await browser?.close()
})

async function read(answers: Answer[]): Promise<SeenAnswer[]> {
  const seen: SeenAnswer[] = []
  for (const answer of answers) if (answer.html) seen.push({ ...answer, ...(await readPage(parser, answer.html)) })
  return seen
}

/** The button that Enter presses, and what else may stand in its form. Whoever adds a button to a form says here which one it is. */
const pressedByEnter: Record<string, string[]> = {
  'intent=send': ['intent=points', 'intent=another', 'intent=own', 'intent=paper'],
  'intent=save': [
    ...['preview', 'publish', 'discard', 'count', 'cheaper'].map((intent) => `intent=${intent}`),
    'putPicture',
    'takeOutPicture',
    'putFile',
    'takeOutFile',
    // Those of a list in an editor.
    ...['up', 'down', 'remove', 'add'].map((intent) => `intent=${intent}`),
  ],
  'intent=answer': ['count', 'cheaper', 'fill', 'take', 'return', 'give', 'done', 'stop', 'snooze', 'note'].map(
    (intent) => `intent=${intent}`,
  ),
  'intent=check': ['intent=run', 'intent=drop'],
  'intent=preview': ['intent=make'],
  'intent=run': ['intent=drop'],
  'intent=confirm': ['intent=drop', 'intent=retire', 'intent=remove'],
  'intent=stayed': ['intent=left'],
  'outcome=spoke': ['outcome=voicemail', 'outcome=no-answer', 'outcome=wrong-number', 'outcome=voicemail-full'],
  'format=pdf': ['format=csv'],
  'verdict=shown': ['verdict=hidden'],
  'intent=count': ['add', 'group', 'save', 'reach'].map((intent) => `intent=${intent}`),
  'intent=make mail': ['intent=make text'],
  'answer=yes': ['answer=no', 'answer=not-sure'],
  'template=welcome': ['after-signing', 'before-meeting', 'win-back', ''].map((name) => `template=${name}`),
  // A thread that nobody can be answered in.
  'intent=take': ['return', 'give', 'done', 'stop', 'snooze', 'note'].map((intent) => `intent=${intent}`),
  'whom=chosen': ['whom=all'],
  // One of several places, each a button.
  county: ['county'],
  city: ['city'],
}

/** What a button sends, without what differs from one page to the next. */
const kindOf = (sends: string) =>
  sends
    .replace(/^(county|city|putPicture|takeOutPicture|putFile|takeOutFile)=.*/, '$1')
    .replace(/^(intent=cheaper) .*/, '$1')
    .replace(/^(intent=(?:up|down|remove|add))[: ].*/, '$1')

/** What is wrong with what Enter does in a form. */
function wrongOnEnter({ buttons }: SeenForm): string[] {
  const [first] = buttons
  if (!first) return ['has no button']
  const sends = buttons.filter((button) => !button.isSwitch).map((button) => kindOf(button.sends))
  const unnamed = sends.slice(1).filter((other) => other !== sends[0] && !pressedByEnter[sends[0]!]?.includes(other))
  return [
    ...(first.isSwitch || first.isDisabled ? [`Enter presses “${first.words}”`] : []),
    ...unnamed.map((other) => `Enter presses “${sends[0]}”, not “${other}”`),
  ]
}

const leadsToErrors = (address: string) => address.endsWith('#errors')

interface SeenAnswer extends Answer, SeenPage {}

/** Every page that an owner sees in a language, and those that tell what a form was answered with. */
async function seenByOwner({ pages, states }: Everything, token: string, language: Language): Promise<Answer[]> {
  return [
    ...(await pages.crawl([`/${language}`, ...states.site(language)])),
    ...(await states.answered(language, { token })),
    ...(await pages.crawl(states.office, { token, language, most: 2 })),
  ]
}

test('on every page Enter presses the form’s own button, every posted form leads to what is wrong, and one that is refused says why at #errors, in the title, with links that lead to the fields, and keeps what was typed', async ({
  world,
}) => {
  await openEverything(world, parser, async (everything) => {
    const { pages, states, as } = everything
    const seen: SeenAnswer[] = []
    const refused = new Set<string>()
    const wrong: string[] = []
    for (const language of languages) {
      const token = await as('owner', language)
      const mine = await read(await seenByOwner(everything, token, language))
      seen.push(...mine)
      // What is taken in changes the pages: the other language is read after it.
      wrong.push(...(await wrongOnRefusal(pages, { language, token, seen: mine }, refused)))
    }
    const others: Answer[] = []
    others.push(...(await pages.crawl(['/office/sign-in', '/office/recover'], { language: 'es', most: 1 })))
    // What another role does not see is the same in both languages.
    for (const role of roles.filter((one) => one !== 'owner'))
      others.push(...(await pages.crawl(states.office, { token: await as(role, 'es'), language: 'es', most: 1 })))
    seen.push(...(await read(others)))
    // Only the pages for addresses that do not exist are never found, and that for what the server refuses.
    const reached = new Set(seen.filter(({ status }) => status < 400).map(({ module }) => module))
    expect(
      pages.modules.filter(
        (module) => !['$', 'office.$', 'office.refused.$status'].includes(module) && !reached.has(module),
      ),
    ).toEqual([])
    expectOwnButtons(seen)
    expect(wrong).toEqual([])
    expect(refused.size).toBeGreaterThan(60)
  })
}, 900_000)

/** Somebody who sees all of the office, and the pages they saw. */
interface Owner {
  language: Language
  token: string
  seen: SeenAnswer[]
}

function expectOwnButtons(seen: readonly SeenAnswer[]): void {
  const buttons = new Set<string>()
  const wrong: string[] = []
  for (const { where, forms, dead, doubled } of seen) {
    wrong.push(
      ...dead.map((words) => `${where}: “${words}” belongs to no form`),
      ...doubled.map((id) => `${where}: two with the id ${id}`),
    )
    for (const form of forms) {
      wrong.push(...wrongOnEnter(form).map((fault) => `${where}: ${fault}`))
      for (const button of form.buttons) buttons.add(kindOf(button.sends))
      if (form.method !== 'post') continue
      if (!where.startsWith('/office') && form.fields.length === 0 && form.buttons.some(({ sends }) => !sends))
        wrong.push(`${where}: a form sends nothing, so lynx asks for its address instead of posting to it`)
      if (!leadsToErrors(form.action)) wrong.push(`${where}: a form leads to “${form.action}”`)
      // The two buttons above a letter lead to the letter, at the top of which stands what is wrong; those that write
      // into an answer lead to the answer.
      for (const { formAction } of form.buttons)
        if (formAction !== null && !leadsToErrors(formAction) && !['#written', '#reply'].includes(formAction))
          wrong.push(`${where}: a button leads to “${formAction}”`)
    }
  }
  expect([...new Set(wrong)]).toEqual([])
  // All that is named above was seen: what is no longer there is to be taken out.
  for (const [first, others] of Object.entries(pressedByEnter))
    for (const one of [first, ...others]) expect(buttons).toContain(one)
}

const typed = '¿qué? <b>'

/** Posts each form with nothing in it and with `typed`. @param refused gets the pages that refused one */
async function wrongOnRefusal(pages: Pages, { language, token, seen }: Owner, refused: Set<string>): Promise<string[]> {
  const done = new Set<string>()
  const wrong: string[] = []
  for (const { where, forms } of seen)
    for (const form of forms.filter(({ method, typed: fields }) => method === 'post' && fields.length > 0)) {
      const to = addressOf(form, where)
      const kind = [
        language,
        to.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\?.*|(?<=posts\/|petitions\/|actions\/)[a-z0-9-]+/g, ''),
        form.buttons[0]!.sends,
        ...form.fields.map(([name]) => name),
      ].join(' ')
      if (done.has(kind)) continue
      done.add(kind)
      for (const text of ['', typed]) {
        // At the door somebody comes who has not signed in.
        const answer = await pages.ask(to, {
          fields: filled(form, text),
          language,
          ...(/^\/office\/(sign-in|join)/.test(to) ? {} : { token }),
        })
        // What is taken in may have changed the page: this form may be gone from it.
        if (answer.status < 400) break
        const page = await readPage(parser, answer.html)
        refused.add(`${language} ${answer.module}`)
        for (const fault of faultsOfRefusal(form, answer, page, text))
          wrong.push(`${language} ${to} ${form.buttons[0]!.sends} “${text}”: ${answer.status}, ${fault}`)
      }
    }
  return wrong
}

/** What is wrong with a page that refused a form with `text` in all its fields. */
function faultsOfRefusal(form: SeenForm, { status }: Answer, page: SeenPage, text: string): string[] {
  const lost = form.typed.filter(
    (name) =>
      name !== 'website' &&
      !page.forms.some(({ fields }) => fields.some(([field, value]) => field === name && value === text)),
  )
  return [
    !/^Error: ./.test(page.title) && 'its title does not say so',
    status === 422 && page.errors?.tabIndex !== '-1' && 'no summary takes the focus',
    ...(page.errors?.links ?? []).map(({ href, leadsTo }) => leadsTo === 'nothing' && `${href} leads nowhere`),
    ...page.doubled.map((id) => `two with the id ${id}`),
    ...(status === 422 && text !== '' ? lost : []).map((name) => `what was typed into ${name} is lost`),
  ].filter((fault) => fault !== false)
}

/** Where a form on a page is sent. */
function addressOf({ action }: SeenForm, where: string): string {
  const url = new URL(action, `https://site.example.org${where}`)
  return url.pathname + url.search
}

/** A form with this in every field, as its own button sends it. */
function filled(form: SeenForm, text: string): FormData | URLSearchParams {
  const fields = form.isMultipart ? new FormData() : new URLSearchParams()
  for (const [name, value] of form.fields)
    fields.append(name, form.typed.includes(name) && name !== 'website' ? text : value)
  const [name, value] = form.buttons[0]!.sends.split('=')
  if (name) fields.append(name, value!)
  return fields
}
