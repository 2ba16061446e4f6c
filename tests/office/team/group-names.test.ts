import { expect } from 'vitest'
import { test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

/** What an invitation and a question about the sender call the network, after it was named so. */
async function namesInMails(world: World, named: { name?: string; sender_name?: string }): Promise<string[]> {
  const group = await groupOf(world, 'network')
  await world.db.updateTable('member_group').set(named).where('id', '=', group).execute()
  const { token } = await organizer(world, 'owner', group)
  const local = Object.keys(named).join('.')
  await call(world, officeRoute('office.team').action!, {
    token,
    fields: { intent: 'invite', email: `${local}@example.org`, role: 'viewer', group, language: 'en' },
  })
  await call(world, officeRoute('office.settings_.$group.sender').action!, {
    token,
    params: { group },
    fields: { intent: 'address', address: `${local}@saguaro.example` },
  })
  const mails = keepingMailer()
  await sends(world, mails)
  return mails.mails.map(({ subject }) => subject)
}

test('mails about the network call it by its name, or by the name that its mail comes from', async ({ world }) => {
  for (const named of [{ sender_name: 'Alto Saguaro' }, { name: 'Derechos Saguaro' }]) {
    const subjects = await namesInMails(world, named)
    const name = expect.stringContaining(Object.values(named)[0]!)
    expect(subjects).toEqual([name, name])
  }
})

test('two groups have no name that reads the same, and those that had one before can change the rest', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const first = await groupOf(world, 'Unión de Vecinos')
  const twin = await groupOf(world, 'unión de vecinos')
  const { token } = await organizer(world, 'owner', network)
  const makes = (name: string) =>
    call(world, officeRoute('office.team').action!, {
      token,
      fields: { intent: 'group', name, town: 'Yuma', parent: first, areas: '', counties: '' },
    })
  for (const name of ['UNION DE VECINOS', ' Unión  de vecinos '])
    expect(await makes(name), name).toMatchObject({
      status: 422,
      body: { form: { values: { town: 'Yuma' }, errors: [{ field: 'name', message: 'groupNameTaken' }] } },
    })
  // Who presses at the same moment is one of them.
  const both = await Promise.all([makes('Puente Norte'), makes('puente norte')])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
  const saves = (group: string, name: string) =>
    call(world, officeRoute('office.settings').action!, {
      token,
      fields: {
        group,
        name,
        town: 'Yuma',
        time_zone: 'America/Phoenix',
        language: 'es',
        sender_name: '',
        contact_mail: '',
      },
    })
  expect((await saves(twin, 'unión de vecinos')).status).toBe(303)
  expect(await saves(twin, 'Puente norte')).toMatchObject({
    status: 422,
    body: { form: { errors: [{ field: 'name' }] } },
  })
  expect((await saves(twin, 'Vecinos de Yuma')).status).toBe(303)
  expect((await saves(first, 'Unión de Vecinos de Mesa')).status).toBe(303)
})

test('a member group says where it works', async ({ world }) => {
  const group = await groupOf(world, 'Puente', 'group', undefined, ['850'])
  const { token } = await organizer(world, 'viewer', group)
  const { body } = await call(world, officeRoute('office.groups.$group').loader!, { token, params: { group } })
  expect(body).toMatchObject({ read: { group: { kind: 'group', areas: ['850'] } } })
})
