import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { CallPage } from '~/actions/calls/call-page'
import { readCallState } from '~/actions/calls/call-state'
import { readCallPage } from '~/actions/calls/read-call.server'
import { toldOutcomes } from '~/actions/calls/told-outcomes'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { whenWords } from '~/actions/kind/when-words'
import type { NextActsView } from '~/actions/next-acts/next-acts'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { loader } from '~/routes/$lang.calls.$slug'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { test, type World } from '../../support/firme-test'

const slug = 'call-ocotillo-council'

test('whoever has called everybody can ask somebody else at once, over WhatsApp first, without a trace of who they are', async ({
  world,
}) => {
  for (const lang of languages) {
    const request = new Request(`https://firme.example.org/${lang}/calls/${slug}?step=400&last=recorded`)
    const { data } = (await loader({
      request,
      params: { lang, slug },
      context: { ...world, now: () => world.at, env: world.env },
    } as unknown as Parameters<typeof loader>[0])) as unknown as {
      data: { acts: NextActsView }
    }
    expect(data.acts.share!.links.copy).toBe(`https://firme.example.org/${lang}/calls/${slug}?r=copy`)
    const page = await pageAt(world, lang, { step: '400' }, data.acts)
    const links = [...page.matchAll(/href="((?:https:\/\/wa\.me|sms:|mailto:)[^"]*)"/g)].map(([, href]) =>
      decodeURIComponent(href!),
    )
    expect(links.map((href) => /^\w+/.exec(href)![0])).toEqual(['https', 'sms', 'mailto'])
    expect(links[0]).toMatch(lang === 'en' ? /Will you join in\?/ : /¿Se anima usted también\?/)
    expect(page).toContain(`value="${data.acts.share!.links.copy}"`)
  }
})

test('what is asked is a sentence in both languages', async ({ world }) => {
  expect(plain(await pageAt(world, 'en', {}, null))).toMatch(/Your ask: vote to/)
  expect(plain(await pageAt(world, 'es', {}, null))).toMatch(/Usted pide: que vote/)
})

test('who can call nobody here now goes on to the next official from beside the outcomes', async ({ world }) => {
  const page = await pageAt(world, 'es', {}, null)
  const went = /<section class="sign went"[^]*?<\/section>/.exec(page)![0]
  expect(went).toMatch(/href="[^"]*step=1[^"]*">Pasar a la siguiente</)
  expect(page.split('Pasar a la siguiente')).toHaveLength(2)
})

test('whoever tells of a call that we may not have connected is thanked without the promise that it counts', async ({
  world,
}) => {
  for (const [lang, thanks, counted] of [
    ['en', 'Thanks for telling us', 'We counted'],
    ['es', 'Gracias por avisarnos', 'contamos'],
  ] as const) {
    const page = await pageAt(world, lang, { step: '500' }, null, emptyForm, 'told')
    expect(/<h1[^]*?<\/h1>/.exec(page)![0]).toContain(thanks)
    expect(page).not.toContain(counted)
  }
})

test('whoever calls themselves can tell the same as whoever we connect', async ({ world }) => {
  const page = await pageAt(world, 'es', {}, null)
  const told = [...page.matchAll(/name="outcome" value="([^"]*)"/g)].map(([, outcome]) => outcome)
  expect(told).toEqual([...toldOutcomes])
})

test('a desk that is full is said without two full stops', () => {
  const at = new Date('2026-11-25T12:30:00Z')
  for (const lang of languages) {
    for (const hours of [0, 12]) {
      const when = whenWords(lang, new Date(at.getTime() + hours * 3_600_000), 'America/Phoenix', at)
      expect(translator(lang)('calls.page.full', { when })).not.toContain('..')
      expect(translator(lang)('calls.page.closed', { when })).not.toContain('..')
    }
  }
})

test('a reminder that is refused is mended right below what is wrong, above everything else', async ({ world }) => {
  const page = await pageAt(world, 'es', {}, null, {
    values: { intent: 'remind', contact: 'rosa@' },
    errors: [{ field: 'contact', message: 'contact' }],
  })
  expect(page.indexOf('value="rosa@"')).toBeGreaterThan(page.indexOf('id="errors"'))
  expect(page.indexOf('value="rosa@"')).toBeLessThan(page.indexOf('<h1'))
  expect(page.split('value="remind"')).toHaveLength(2)
})

async function pageAt(
  world: World,
  lang: Language,
  state: Record<string, string>,
  acts: Parameters<typeof CallPage>[0]['acts'],
  form: FormState = emptyForm,
  last: Parameters<typeof CallPage>[0]['last'] = null,
): Promise<string> {
  const action = (await findAdvocacyCampaign(world.db, 'call', slug))!
  const view = await readCallPage(
    world.db,
    action,
    lang,
    readCallState((name) => state[name]),
    world.at,
  )
  return renderToStaticMarkup(
    <CallPage
      lang={lang}
      t={translator(lang)}
      view={view}
      form={form}
      last={last}
      undo={null}
      acts={acts}
      bridge={null}
      hasTexts
    />,
  )
}

function plain(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}
