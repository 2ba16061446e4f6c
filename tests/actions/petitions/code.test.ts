import { expect } from 'vitest'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { action } from '~/routes/$lang.petitions.$petition_.check'
import { confirmationCode } from '~/vault/links.server'
import { slug, test, tomas, type World } from '../../support/firme-test'
import { visit } from '../../support/public'

interface Answer {
  form: { values: Record<string, string>; errors: { field: string; message: string }[] }
  receipt: string | null
}

const posts = (world: World, fields: Record<string, string>) =>
  visit<Answer>(world, action, `/es/petitions/${slug}/check?by=text`, { petition: slug }, fields)
/** The worker takes what arrives, until a code has its receipt. */
async function works(world: World): Promise<void> {
  do await world.work()
  while ((await world.db.selectFrom('receipt').select('id').execute()).length === 0)
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
