import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ActionFrame } from '~/actions/kind/action-frame'
import type { ActionView } from '~/actions/kind/action-view'
import { childEnvironment } from '~/child-environment'
import { readEnv } from '~/env.server'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { PublicLayout } from '~/ui/page/public-layout'

const view: ActionView = {
  slug: 'call-sheriff-vance',
  title: 'Call Sheriff Vance',
  summary: '',
  group: null,
  campaignSlug: 'end-s-comm',
  campaignName: 'END S-COMM',
  colour: '#c93a1d',
  soFar: '',
  event: null,
  agreed: [],
}
const { organization } = readEnv({ MAIL_FROM: 'Red Jornalera <hola@red.example.org>' })

test.for(languages)('an action and the foot of its page say in %s who is behind this and where to write', (lang) => {
  const t = translator(lang)
  const page = (group: ActionView['group'], town = '') =>
    renderToStaticMarkup(
      <PublicLayout lang={lang} t={t} otherUrl="/" organization={{ ...organization, town }}>
        <ActionFrame lang={lang} t={t} view={{ ...view, group }} label="">
          {null}
        </ActionFrame>
      </PublicLayout>,
    ).split('<footer')
  const [own, foot] = page(null)
  expect(own).toContain('<strong>Red Jornalera</strong>')
  expect(page({ name: 'Puente', town: '' })[0]).toContain('<strong>Puente</strong>. ')
  expect(page({ name: 'Puente', town: 'Phoenix, Arizona' }, 'Los Angeles')[0]).toContain(
    '<strong>Puente</strong>, Phoenix, Arizona. ',
  )
  for (const part of page(null, 'Los Angeles')) expect(part).toMatch(/Red Jornalera(<\/strong>)?, Los Angeles/)
  for (const part of [own, foot]) {
    expect(part).toContain(t('site.behind.title'))
    expect(part).toContain('href="mailto:hola@red.example.org"')
  }
  expect(foot).toContain('Red Jornalera')
})

test.for(languages)(
  'a group that says how it can be reached is reached there, and the site’s foot keeps its own, in %s',
  (lang) => {
    const t = translator(lang)
    const group = {
      name: 'Puente',
      town: 'Phoenix, Arizona',
      mail: 'hola@puente.example.org',
      phone: '+16025550134',
      logo: '/pictures/6f1c2f5e-0000-4000-8000-000000000001.jpg',
      logoAlt: { en: 'A bridge', es: 'Un puente' },
    }
    const [own, foot] = renderToStaticMarkup(
      <PublicLayout lang={lang} t={t} otherUrl="/" organization={{ ...organization, town: '' }}>
        <ActionFrame lang={lang} t={t} view={{ ...view, group }} label="">
          {null}
        </ActionFrame>
      </PublicLayout>,
    ).split('<footer')
    expect(own).toContain('href="mailto:hola@puente.example.org"')
    expect(own).toContain('href="tel:+16025550134"')
    expect(own).toContain(`alt="${group.logoAlt[lang]}"`)
    expect(own).not.toContain('hola@red.example.org')
    expect(foot).toContain('href="mailto:hola@red.example.org"')
  },
)

test('the sender of mails is who runs the site; an address that nobody set is not shown as theirs', () => {
  expect(organization).toEqual({ name: 'Red Jornalera', mail: 'hola@red.example.org' })
  expect(readEnv({ MAIL_FROM: 'hola@red.example.org' }).organization).toEqual({
    name: 'red.example.org',
    mail: 'hola@red.example.org',
  })
  const production = {
    NODE_ENV: 'production',
    SMTP_URL: 'smtps://mail.example.org',
    PUBLIC_URL: 'https://firme.example',
  }
  expect(readEnv({ ...production, OFFICE_URL: 'https://office.example' }).organization.mail).toBeNull()
  for (const role of ['web', 'office', 'worker'] as const)
    expect(childEnvironment(role, { MAIL_FROM: 'hola@red.example.org' }, {}).MAIL_FROM).toBe('hola@red.example.org')
})
