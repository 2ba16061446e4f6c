import { expect } from 'vitest'
import { openMailbox } from '~/channels/mail/mailbox.server'
import { mailboxCheck } from '~/doctor/message-checks.server'
import { bounceToken } from '~/vault/links.server'
import { openMailboxTurn } from '~/worker/read-mailbox.server'
import { rosa, test, type World } from '../support/firme-test'
import { startImapServer } from '../support/imap-server'
import { keepingMailer, sends } from '../support/letters'

const seconds = (world: World, count: number) => new Date(world.at.getTime() + count * 1_000)

async function answerFromRosa(world: World): Promise<string> {
  await world.signs(rosa)
  await world.work()
  await sends(world, keepingMailer(), world.at)
  const { id } = await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()
  const to = `bounce+re-${bounceToken(world.keyring, id)}@example.org`
  return `From: rosa@example.org\r\nTo: ${to}\r\nMessage-ID: <a@mail.example.org>\r\nSubject: Re: Firma\r\n\r\nWhat time is it?\r\n`
}

async function setUp(world: World, doneFolder: string | null = null) {
  const server = await startImapServer()
  const mailbox = openMailbox({ url: server.url, folder: 'INBOX', doneFolder }, 100_000, 2_000)
  const turn = openMailboxTurn(world.as.worker, mailbox, world.intake)
  return { server, turn, inbox: () => world.db.selectFrom('text_to_read').select('reason').execute() }
}

test('new mail in the mailbox comes into the intake, sealed, and is marked as read; it is looked at again a minute later', async ({
  world,
}) => {
  const { server, turn, inbox } = await setUp(world)
  server.arrives(await answerFromRosa(world))
  expect(await turn(seconds(world, 1))).toBe(1)
  expect(server.mails[0]!.flags).toEqual(['\\Seen'])
  await world.work(seconds(world, 2))
  expect(await inbox()).toEqual([{ reason: 'mail-reply' }])
  server.arrives('From: x@example.org\r\n\r\nhello')
  expect(await turn(seconds(world, 30))).toBe(0)
  expect(await turn(seconds(world, 62))).toBe(1)
  expect(await turn(seconds(world, 130))).toBe(0)
  expect(await mailboxCheck(world.db, seconds(world, 131))).toMatchObject({
    state: 'ok',
    detail: expect.stringContaining('2 mails'),
  })
  await server.close()
})

test('a mail that was taken and could not be marked is taken again, and recorded once', async ({ world }) => {
  const { server, turn, inbox } = await setUp(world)
  server.arrives(await answerFromRosa(world))
  server.refuses.marking = true
  expect(await turn(seconds(world, 1))).toBe(1)
  expect(server.mails[0]!.flags).toEqual([])
  server.refuses.marking = false
  expect(await turn(seconds(world, 120))).toBe(1)
  await world.work(seconds(world, 121))
  expect(await inbox()).toHaveLength(1)
  await server.close()
})

test('a server that will not move or mark what was read is reported, and not taken for an empty mailbox', async ({
  world,
}) => {
  for (const [nth, [folder, what, said]] of (
    [
      ['Done', 'MOVE', 'IMAP_DONE_FOLDER'],
      [null, 'STORE', 'IMAP_FOLDER'],
      [null, 'SEARCH', 'IMAP_FOLDER'],
    ] as const
  ).entries()) {
    const { server, turn } = await setUp(world, folder)
    server.arrives('From: x@example.org\r\n\r\nhello')
    server.refuses.command = what
    await turn(seconds(world, nth * 300))
    expect(await mailboxCheck(world.db, seconds(world, nth * 300 + 1))).toMatchObject({
      state: 'bad',
      detail: expect.stringContaining(said),
    })
    server.refuses.command = null
    expect(await turn(seconds(world, nth * 300 + 120))).toBe(1)
    await server.close()
  }
})

test('with a folder for what is done, mail is moved there', async ({ world }) => {
  const { server, turn } = await setUp(world, 'Done')
  server.arrives('From: x@example.org\r\n\r\nhello')
  expect(await turn(seconds(world, 1))).toBe(1)
  expect(server.mails).toMatchObject([{ folder: 'Done' }])
  await server.close()
})

test('a mailbox that cannot be read is tried again after longer and longer pauses, and the doctor says what to mend', async ({
  world,
}) => {
  const { server, turn } = await setUp(world)
  server.arrives('From: x@example.org\r\n\r\nhello')
  server.refuses.login = true
  expect(await turn(seconds(world, 0))).toBe(0)
  expect(await mailboxCheck(world.db, seconds(world, 1))).toMatchObject({
    state: 'bad',
    detail: expect.stringContaining('check user and password'),
  })
  server.refuses.login = false
  server.refuses.folder = true
  await turn(seconds(world, 60))
  expect(await mailboxCheck(world.db, seconds(world, 61))).toMatchObject({
    detail: expect.stringContaining('check IMAP_FOLDER'),
  })
  server.refuses.folder = false
  expect(await turn(seconds(world, 150))).toBe(0)
  expect(await turn(seconds(world, 181))).toBe(1)
  await server.close()
  await turn(seconds(world, 300))
  expect(await mailboxCheck(world.db, seconds(world, 301))).toMatchObject({
    detail: expect.stringContaining('does not answer'),
  })
})
