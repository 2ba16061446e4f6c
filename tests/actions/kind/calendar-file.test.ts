import ICAL from 'ical.js'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { languages } from '~/i18n/language'
import { loader } from '~/routes/$lang.$section.$slug.event[.]ics'
import { loader as callLoader } from '~/routes/$lang.calls.$slug'
import { toSheriff } from '../../support/calls'
import { slug, test, type World } from '../../support/firme-test'
import { visit } from '../../support/public'
import { envInPublic } from '../../support/settings'

/** The file at a path, as a calendar reads it. */
async function opens(world: World, section: string, slug: string, lang: string) {
  const answer = await file(world, section, slug, lang)
  const calendar = new ICAL.Component(
    ICAL.parse(await answer.text()) as ConstructorParameters<typeof ICAL.Component>[0],
  )
  const component = calendar.getFirstSubcomponent('vevent')!
  return { answer, component, event: new ICAL.Event(component) }
}

async function file(world: World, section: string, slug: string, lang: string): Promise<Response> {
  try {
    return await loader({
      params: { lang, section, slug },
      context: { db: world.as.web, env: envInPublic },
    } as unknown as Parameters<typeof loader>[0])
  } catch (thrown) {
    if (thrown instanceof Response) return thrown
    throw thrown
  }
}

test.for(languages)(
  'the meeting of an action goes into a calendar, at its hour and in the words of the page (%s)',
  async (lang, { world }) => {
    const name = { en: 'The board votes', es: 'Vota la junta' }
    await world.db
      .updateTable('advocacy_campaign')
      .set({
        content: sql`content || ${JSON.stringify({
          eventName: name,
          eventAt: '2026-11-27T18:30',
          timeZone: 'America/Phoenix',
          eventComment: { en: 'Sign up by noon; bring water, ID', es: 'Apúntese antes de mediodía' },
          eventAgenda: 'https://example.org/agenda',
        })}::jsonb`,
      })
      .where('slug', '=', toSheriff)
      .execute()
    const { answer, component, event } = await opens(world, 'calls', toSheriff, lang)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(event.summary).toBe(name[lang])
    // 6:30 p.m. in Phoenix.
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-11-28T01:30:00.000Z')
    expect(String(component.getFirstPropertyValue('dtstart'))).toMatch(/Z$/)
    expect(event.description).toContain(
      lang === 'en' ? 'Sign up by noon; bring water, ID' : 'Apúntese antes de mediodía',
    )
    expect(event.description).toContain('https://example.org/agenda')
    const page = `https://firme.example.org/${lang}/calls/${toSheriff}`
    expect(component.getFirstPropertyValue('url')).toBe(page)
    expect(component.getFirstSubcomponent('valarm')).not.toBeNull()
    // Nothing of anybody: no organizer, no guests.
    for (const property of ['organizer', 'attendee']) expect(component.getFirstProperty(property)).toBeNull()
    const other = await opens(world, 'calls', toSheriff, lang === 'en' ? 'es' : 'en')
    expect(other.event.uid).toBe(event.uid)
    const again = await file(world, 'calls', toSheriff, lang)
    expect(await again.text()).toBe(await (await file(world, 'calls', toSheriff, lang)).text())

    const { data } = await visit<{ view: { event: { calendar: string | null } } }>(
      world,
      callLoader,
      `/${lang}/calls/${toSheriff}`,
      { slug: toSheriff },
    )
    expect(data.view.event.calendar).toBe(`/${lang}/calls/${toSheriff}/event.ics`)
  },
)

test.for(languages)(
  'the last moment to sign goes into a calendar on the last day, not the day after (%s)',
  async (lang, { world }) => {
    expect((await file(world, 'petitions', slug, lang)).status).toBe(404)
    // Midnight in Phoenix after December 1.
    await world.db
      .updateTable('petition')
      .set({ closes_at: new Date('2026-12-02T07:00:00Z'), time_zone: 'America/Phoenix' })
      .where('slug', '=', slug)
      .execute()
    const { event } = await opens(world, 'petitions', slug, lang)
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-12-02T06:59:00.000Z')
    expect(event.summary).toMatch(lang === 'en' ? /^Last chance to sign: ./ : /^Último momento para firmar: ./)
  },
)

test('there is no calendar file where there is no date, nor for what is no action', async ({ world }) => {
  for (const [section, slug] of [
    ['calls', toSheriff],
    ['letters', 'write-sheriff-vance'],
    ['petitions', 'none'],
    ['campaigns', 'end-s-comm'],
  ] as const)
    expect((await file(world, section, slug, 'en')).status, section).toBe(404)
})
