import { renderToStaticMarkup } from 'react-dom/server'
import { expect, vi } from 'vitest'
import { CheckPage } from '~/actions/petitions/check-page'
import { openPhone } from '~/actions/petitions/signatures/open-phone.server'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { action as signAction } from '~/routes/$lang.petitions.$petition'
import { action, loader } from '~/routes/$lang.petitions.$petition_.check'
import { confirmationCode } from '~/vault/links.server'
import { openVault } from '~/vault/open.server'
import { slug, test, tomas, type World } from '../../support/firme-test'
import { visit } from '../../support/public'

interface Answer {
  form: { values: Record<string, string>; errors: { field: string; message: string }[] }
  receipt: string | null
}

const check = `/es/petitions/${slug}/check?by=text`
const posts = (world: World, fields: Record<string, string>, page = check) =>
  visit<Answer>(world, action, page, { petition: slug }, fields)
/** The worker takes what arrives, until a code has its receipt. */
async function works(world: World): Promise<void> {
  const hasReceipt = async () => {
    await world.work()
    return (await world.db.selectFrom('receipt').select('id').execute()).length > 0
  }
  await vi.waitUntil(hasReceipt, 20_000)
}

async function tomasSigns(world: World): Promise<{ right: string; wrong: string; phone: string }> {
  await world.signs(tomas)
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  const right = confirmationCode(world.keyring, id)
  return { right, wrong: right === '000000' ? '000001' : '000000', phone: '(602) 555-0101' }
}

test('a wrong code comes back in the same form with the number, and the right one confirms', async ({ world }) => {
  const { right, wrong, phone } = await tomasSigns(world)
  const [refused] = await Promise.all([posts(world, { code: wrong, phone }), works(world)])
  expect(refused).toMatchObject({
    status: 422,
    data: { form: { values: { code: wrong, phone }, errors: [{ field: 'code', message: 'codeNoMatch' }] } },
  })
  await world.db.deleteFrom('receipt').execute()
  const [confirmed] = await Promise.all([posts(world, { code: right, phone }), works(world)])
  expect(confirmed).toMatchObject({ status: 303, tags: [expect.stringContaining('/thanks')] })
  expect(await world.total()).toBe(1)
})

test('while the worker is away the code waits in the page, and is not tried again when somebody looks', async ({
  world,
}) => {
  const { wrong, phone } = await tomasSigns(world)
  const waiting = await posts(world, { code: wrong, phone })
  expect(waiting).toMatchObject({ status: 200, data: { form: { values: { code: wrong, phone }, errors: [] } } })
  const receipt = waiting.data.receipt!
  await world.work()
  const looked = await posts(world, { code: wrong, phone, receipt, intent: 'look' })
  expect(looked).toMatchObject({ status: 422, data: { form: { errors: [{ message: 'codeNoMatch' }] } } })
  const { code_attempts } = await world.db.selectFrom('signature').select('code_attempts').executeTakeFirstOrThrow()
  expect(code_attempts).toBe(1)
})

test('a number that is missing or wrong is said so, without an email that nothing asks for', async ({ world }) => {
  for (const [phone, message] of [
    ['', 'phoneMissing'],
    ['602 555', 'phoneDigits'],
    ['602 555 0101 ext. 5', 'phoneDirect'],
  ] as const) {
    const { data } = await posts(world, { code: '12', phone })
    expect(data.form.errors).toEqual([
      { field: 'code', message: 'codeWrong' },
      { field: 'phone', message },
    ])
    for (const language of languages) expect(translator(language)(`site.errors.${message}`)).not.toMatch(/email|correo/)
  }
})

const typed = { given_name: 'Tomás', contact: '(602) 555-0101', postal_code: '85701' }

/** Signs by phone as in a browser. Returns the page that they are led to. */
async function led(world: World, fields: Record<string, string> = typed): Promise<string> {
  const answer = await visit(world, signAction, `/es/petitions/${slug}`, { petition: slug }, fields)
  expect(answer.status).toBe(303)
  await world.work()
  return answer.tags[0]!
}

/** The page as HTML after an answer, or as it is opened. */
async function shown(world: World, page: string, form: Answer['form'] = { values: {}, errors: [] }): Promise<string> {
  const { data } = await visit<Parameters<typeof CheckPage>[0]>(world, loader, page, { petition: slug })
  return renderToStaticMarkup(<CheckPage {...data} t={translator('es')} form={form} />)
}

test('whoever signed by phone types the six digits and nothing else, and the address of the page names nobody', async ({
  world,
}) => {
  const page = await led(world)
  expect(decodeURIComponent(page)).not.toMatch(/5550101|555-0101/)
  expect(await shown(world, page)).not.toContain('name="phone"')
  expect(await shown(world, check)).toContain('name="phone"')
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  const code = confirmationCode(world.keyring, id)
  const wrong = await posts(world, { code: '12' }, page)
  expect(wrong.data.form.errors).toEqual([{ field: 'code', message: 'codeWrong' }])
  const [confirmed] = await Promise.all([posts(world, { code, phone: ' ' }, page), works(world)])
  expect(confirmed).toMatchObject({ status: 303, tags: [expect.stringContaining('/thanks')] })
  expect(await world.total()).toBe(1)
})

test('after a code that did not work another number may be typed, and it is the one that is tried', async ({
  world,
}) => {
  const page = await led(world)
  await led(world, { ...typed, given_name: 'Ana', contact: '(602) 555-0102' })
  const signatures = await world.db.selectFrom('signature').select('id').orderBy('id').execute()
  const codes = signatures.map(({ id }) => confirmationCode(world.keyring, id))
  const tries = async (fields: Record<string, string>) => {
    await world.db.deleteFrom('receipt').execute()
    const [answer] = await Promise.all([posts(world, fields, page), works(world)])
    return answer
  }
  const answers = []
  for (const code of codes) answers.push(await tries({ code }))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  const refused = answers.find(({ status }) => status === 422)!
  expect(await shown(world, page, refused.data.form)).toContain('¿Firmó con otro número?')
  const { code } = refused.data.form.values
  expect(await tries({ code: code!, phone: '602 555 0102' })).toMatchObject({ status: 303 })
  expect(await world.total()).toBe(2)
})

test('signing again leads to a page that looks the same, and its code confirms', async ({ world }) => {
  const [first, second] = [await led(world), await led(world)]
  expect(second.length).toBe(first.length)
  const one = await shown(world, first)
  expect((await shown(world, second)).replaceAll(second, first)).toBe(one)
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  const [confirmed] = await Promise.all([
    posts(world, { code: confirmationCode(world.keyring, id) }, second),
    works(world),
  ])
  expect(confirmed).toMatchObject({ status: 303 })
})

test('after an hour the number is asked for again, and it is said why', async ({ world }) => {
  const page = await led(world)
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  const code = confirmationCode(world.keyring, id)
  const later = { ...world, at: new Date(world.at.getTime() + 61 * 60_000) }
  expect(await shown(later, page)).toContain('una hora')
  const { status, data } = await posts(later, { code }, page)
  expect([status, data.form]).toMatchObject([422, { values: { code }, errors: [{ message: 'phoneForgotten' }] }])
  const [confirmed] = await Promise.all([posts(later, { code, phone: '602 555 0101' }, page), works(world)])
  expect(confirmed).toMatchObject({ status: 303 })
})

test('a number that was sealed for another petition, or long ago, opens nothing', async ({ world }) => {
  const page = await led(world)
  const text = new URL(page, 'https://firme.example.org').searchParams.get('with')!
  const { id, campaign_id } = await world.db
    .selectFrom('petition')
    .select(['id', 'campaign_id'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const vault = await openVault(world.db, world.keyring)
  const opened = (petitionId: string, minutes: number, given = text) =>
    world.db
      .transaction()
      .execute((trx) =>
        openPhone(trx, vault, { petitionId, text: given, at: new Date(world.at.getTime() + minutes * 60_000) }),
      )
  expect(await opened(id, 0)).toBe('+16025550101')
  expect(await opened(id, 61)).toBeNull()
  const other = await world.db
    .selectFrom('petition')
    .select('id')
    .where('id', '<>', id)
    .where('campaign_id', '=', campaign_id)
    .executeTakeFirstOrThrow()
  expect(await opened(other.id, 0)).toBeNull()
  const [minute, box] = text.split('.')
  const renewed = `${(Number.parseInt(minute!, 36) + 50).toString(36)}.${box}`
  expect(await opened(id, 100, renewed)).toBeNull()
})
