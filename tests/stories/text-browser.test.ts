import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { pageKinds, publicPage } from '../support/public-pages'
import { until } from '../support/running-site'
import { openStory } from '../support/story'

const { site, db, linkTo } = await openStory({ LOG_LEVEL: 'silent' })

const home = mkdtempSync(path.join(tmpdir(), 'firme-text-browser-'))
const readers = {
  lynx: (url: string) => run('lynx', ['-dump', '-nolist', '-width=100', url]),
  w3m: (url: string) => run('w3m', ['-dump', '-cols', '100', url]),
}

test.for(Object.keys(readers) as (keyof typeof readers)[])(
  'no words run together in %s, on any page, in either language',
  (browser, { skip }) => {
    if (!isInstalled(browser)) return skip(missing(browser))
    for (const lang of languages)
      for (const kind of pageKinds) {
        const page = readers[browser](site.url + publicPage(lang, kind))
        expect(page.length, kind).toBeGreaterThan(300)
        const glued = page.match(/\S*(\p{Ll}|[.?)])\p{Lu}\p{Ll}\S*/gu) ?? []
        expect(
          glued.filter((word) => !/WhatsApp|GeoNames|iPhone|http|\.O\./.test(word)),
          `${browser} ${publicPage(lang, kind)}`,
        ).toEqual([])
      }
  },
)

test.for(languages)('a text browser reads one menu, every label, and what was refused, in %s', (lang, { skip }) => {
  if (!isInstalled('lynx')) return skip(missing('lynx'))
  const t = translator(lang)
  const url = site.url + publicPage(lang, 'petition')
  const page = readers.lynx(url)
  // In the header and at the foot.
  expect(page.split(t('site.nav.own'))).toHaveLength(3)
  for (const label of ['givenName', 'postalCode', 'contact'] as const)
    expect(page).toMatch(new RegExp(`^ *${t(`site.form.${label}`)} _{10,}$`, 'm'))
  const refused = run(
    'lynx',
    ['-dump', '-nolist', '-width=100', '-post_data', url],
    'given_name=&postal_code=85001\n---\n',
  )
  expect(refused).toContain(t('site.form.errorsTitle', { count: 2 }))
  expect(refused).toMatch(/ 85001_/)
  expect(refused).toMatch(new RegExp(`${t('site.form.givenName')} _+\\n +${t('site.errors.nameMissing')}`))
})

test('Rosa signs and confirms in a text browser, and one signature counts', async ({ skip }) => {
  if (!isInstalled('lynx')) return skip(missing('lynx'))
  const count = async (state: 'unconfirmed' | 'confirmed') =>
    (await db.selectFrom('signature').select('id').where('state', '=', state).execute()).length
  submit(site.url + publicPage('es', 'petition'), {
    button: 'Firmar la petición',
    values: { Nombre: 'Rosa', 'Código postal': '85001', 'Celular o correo electrónico': 'rosa@example.org' },
  })
  const link = await linkTo('rosa@example.org', 'confirm')
  await until(async () => (await count('unconfirmed')) === 1)
  submit(link, { button: translator('es')('site.confirm.button'), values: {} })
  await until(async () => (await count('confirmed')) === 1)
  expect(await count('unconfirmed')).toBe(0)
})

/** Types into the fields with these labels, in their order on the page, and presses the button, as a person would by keyboard. */
function submit(url: string, { button, values }: { button: string; values: Record<string, string> }): void {
  const page = run('lynx', ['-dump', '-nolist', '-width=100', '-number_fields', url])
  const numberOf = (pattern: string): number => {
    const found = new RegExp(pattern).exec(page)
    if (!found) throw new Error(`lynx shows no ${pattern}:\n${page}`)
    return Number(found[1])
  }
  const steps = Object.entries(values).map(([label, value]) => ({ at: numberOf(`${label} \\[(\\d+)\\]`), value }))
  const end = numberOf(`\\[(\\d+)\\]?BUTTON\\) ${button}`)
  const keys: string[] = []
  let at = 1
  for (const { at: next, value } of steps) {
    keys.push(...downs(next - at), ...value)
    at = next
  }
  keys.push(...downs(end - at), 'Right Arrow', 'q', 'y')
  const script = path.join(home, 'keys')
  writeFileSync(script, keys.map((key) => `key ${key}\n`).join(''))
  run('lynx', ['-nopause', `-cmd_script=${script}`, url])
}

const downs = (count: number) => Array.from({ length: count }, () => 'Down Arrow')

/** What it prints; lynx ends with 1 when the page is a refusal. */
function run(program: string, args: string[], input = ''): string {
  const env = { ...process.env, HOME: home, TERM: 'vt100', LC_ALL: 'C.UTF-8' }
  const { stdout, error } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    timeout: 60_000,
    env,
  })
  if (error) throw error
  return stdout
}

function isInstalled(program: string): boolean {
  try {
    return run(program, ['-version']) !== ''
  } catch {
    return false
  }
}

/** Printed, so that nobody takes the story for told. */
function missing(program: string): string {
  const sentence = `${program} is not installed, so nobody has read the pages with it: install it (Debian: apt-get install ${program}) and run the tests again.`
  process.stderr.write(`${sentence}\n`)
  return sentence
}
