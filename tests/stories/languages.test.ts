import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Language, languages } from '~/i18n/language'
import { messages } from '~/i18n/messages'
import { translator } from '~/i18n/translator'
import { everyMail } from '~/web/dev/every-mail.server'
import { openBrowser } from '../support/browser'
import { openEverything } from '../support/everything'
import { test } from '../support/firme-test'
import { foreignIn } from '../support/words-of-a-language'

let browser: Browser
let parser: Page
beforeAll(async () => {
  browser = await openBrowser()
  parser = await browser.newPage()
})
afterAll(async () => {
  await browser?.close()
})

/** Texts of a page that a screen reader says, each with the language it says them in. */
async function spokenTexts(html: string): Promise<[language: string, text: string][]> {
  return parser.evaluate((source) => {
    const page = new DOMParser().parseFromString(source, 'text/html')
    const spoken: [string, string][] = []
    const say = (element: Element, text: string | null) => {
      const words = (text ?? '').replace(/\s+/g, ' ').trim()
      const language = element.closest('[lang]')?.getAttribute('lang') ?? ''
      if (words) spoken.push([language, words])
    }
    for (const element of page.querySelectorAll('*')) {
      if (element.closest('script, style, template, noscript, code, [hidden], [aria-hidden=true]')) continue
      for (const node of element.childNodes) if (node.nodeType === 3) say(element, node.textContent)
      for (const name of ['alt', 'aria-label', 'placeholder']) say(element, element.getAttribute(name))
      if (element.matches('meta[name=description], meta[property="og:description"]'))
        say(element, element.getAttribute('content'))
      if (element.matches('input[type=text][value], input[type=submit]')) say(element, element.getAttribute('value'))
    }
    return spoken
  }, html)
}

/** Where something is said in the wrong language. */
async function saidWrong(where: string, html: string): Promise<string[]> {
  const wrong = (await spokenTexts(html))
    .filter(([language, text]) => languages.includes(language as Language) && foreignIn(text, language as Language))
    .map(([language, text]) => `${where} (${language}): ${text}`)
  return [...new Set(wrong)]
}

test('no page of the site says anything in the other language without marking it', async ({ world }) => {
  await openEverything(world, parser, async ({ pages, states, as }) => {
    const wrong: string[] = []
    const reached = new Set<string>()
    for (const language of languages) {
      const answers = [
        ...(await pages.crawl([`/${language}`, ...states.site(language)])),
        ...(await states.answered(language, { token: await as('owner', language) })),
      ].filter(({ where }) => where.startsWith(`/${language}`))
      for (const { where, module, html } of answers) {
        if (!html) continue
        reached.add(module)
        wrong.push(...(await saidWrong(where, html)))
      }
    }
    expect(pages.modules.filter((module) => module.startsWith('$lang') && !reached.has(module))).toEqual([])
    expect(wrong).toEqual([])
  })
}, 900_000)

test('no mail says anything in the other language without marking it', async () => {
  const mails = await everyMail()
  expect(mails.length).toBeGreaterThan(20)
  const wrong: string[] = []
  for (const { template, language, subject, html } of mails) {
    if (foreignIn(subject, language)) wrong.push(`${template} (${language}): ${subject}`)
    wrong.push(...(await saidWrong(template, html)))
  }
  expect(wrong).toEqual([])
})

/** Texts that say the same in both languages, to phones whose language is not known. */
const inBoth = ['helpBoth', 'willReadBoth']

test('no text to a phone, and nothing that a call says, is in the other language', () => {
  const wrong = languages.flatMap((language) => {
    const { texts } = messages[language]
    const said = [texts, texts.conversation, texts.voice].flatMap((group) =>
      Object.entries(group).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    expect(said.length).toBeGreaterThan(60)
    return said.flatMap(([key, words]) =>
      !inBoth.includes(key) && foreignIn(words.replace(/\{\w+\}/g, ' '), language)
        ? [`${language} ${key}: ${words}`]
        : [],
    )
  })
  expect(wrong).toEqual([])
})

test('a planted sentence, label, picture text or subject in the other language is found, and a marked one is not', async () => {
  const page = (lang: Language, body: string) => saidWrong('page', `<html lang="${lang}"><body>${body}</body></html>`)
  const t = { en: translator('en'), es: translator('es') }
  for (const [lang, other] of [
    ['es', 'en'],
    ['en', 'es'],
  ] as const) {
    for (const planted of [
      t[other]('site.home.lead'),
      t[other]('site.check.submit'),
      t[other]('letters.send.button'),
      t[other]('calls.page.outcomes.spoke'),
    ]) {
      expect(await page(lang, `<p>${planted}</p>`)).toEqual([`page (${lang}): ${planted}`])
      expect(await page(lang, `<img alt="${planted}">`)).toEqual([`page (${lang}): ${planted}`])
      expect(await page(lang, `<p lang="${other}">${planted}</p>`)).toEqual([])
      expect(await page(lang, `<p>${t[lang]('site.home.lead')} ${planted}</p>`), planted).toHaveLength(
        planted.split(' ').length > 1 ? 1 : 0,
      )
    }
    expect(await page(lang, `<p>${t[lang]('site.home.lead')}</p>`)).toEqual([])
  }
  expect(await page('es', '<p>Saguaro County Sheriff’s Office</p>')).toHaveLength(1)
})
