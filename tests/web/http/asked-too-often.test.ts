import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { headers as headersOfCalls, action as tellOfCall } from '~/routes/$lang.calls.$slug'
import { action as askForBridge } from '~/routes/$lang.calls.$slug_.bridge'
import { action as tellOfText } from '~/routes/$lang.texts.$slug'
import { waitWords } from '~/ui/page/wait-words'
import { errorPage } from '~/web/http/error-page'
import { test, type World } from '../../support/firme-test'

const refusing = { outcome: 'refuse', retryAfter: 3_400 } as const

test('every page that can be refused says when to come back', () => {
  const pages = readdirSync('app/routes')
    .filter((file) => file.startsWith('$lang.') && file.endsWith('.tsx'))
    .map((file) => [file, readFileSync(`app/routes/${file}`, 'utf8')] as const)
  const refusable = pages.filter(([, source]) => source.includes('/try-later'))
  expect(refusable.length).toBeGreaterThan(10)
  expect(
    refusable.filter(([, source]) => !source.includes('export const headers = answerHeaders')).map(([file]) => file),
  ).toEqual([])
  const none = new Headers()
  const later = new Headers({ 'retry-after': '3400' })
  const given = { loaderHeaders: none, parentHeaders: none, actionHeaders: later, errorHeaders: undefined }
  expect(headersOfCalls(given)).toBe(later)
  expect(headersOfCalls({ ...given, actionHeaders: none, errorHeaders: later })).toBe(later)
})

test('whoever calls or texts too often is told how long it really takes', async ({ world }) => {
  for (const [tell, slug] of [
    [tellOfCall, 'call-ocotillo-council'],
    [tellOfText, 'text-the-council'],
  ] as const) {
    const told = (await post(world, tell, slug, { intent: 'next' })) as {
      data: { form: object }
      init: { status: number; headers: object }
    }
    expect(told.init).toEqual({ status: 429, headers: { 'retry-after': '3400' } })
    expect(told.data.form).toMatchObject({ problem: '429', retryAfter: 3_400, values: { intent: 'next' } })
  }
})

test.for(languages)('the page of a refusal says the time and speaks of no signing, in %s', (lang) => {
  const t = translator(lang)
  expect(waitWords(t, 3_400)).toContain('57')
  expect(waitWords(t, 3_600)).toContain(lang === 'en' ? 'an hour' : 'una hora')
  expect(waitWords(t, 20)).toContain(lang === 'en' ? 'a minute' : 'un minuto')
  const { html } = errorPage(429, lang, null, 3_600)
  expect(html).toContain(lang === 'en' ? 'an hour' : 'una hora')
  expect(html).not.toMatch(/signing|firmando/)
})

type Action = typeof tellOfCall | typeof tellOfText | typeof askForBridge

function post(
  world: World,
  action: Action,
  slug: string,
  fields: Record<string, string>,
  limit: () => Promise<{ outcome: 'ok' } | typeof refusing> = async () => refusing,
): Promise<unknown> {
  const request = new Request(`https://firme.example.org/es/calls/${slug}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  })
  const context = {
    ...world,
    now: () => world.at,
    limit,
    env: { ...world.env, prices: { callsADay: 0 }, publicUrl: 'https://firme.example.org' },
  }
  return action({ request, params: { lang: 'es', slug }, context } as unknown as Parameters<
    typeof tellOfCall
  >[0]) as Promise<unknown>
}
