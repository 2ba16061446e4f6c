import { expect, test } from 'vitest'
import { readCallState } from '~/actions/calls/call-state'
import { readTextPlace } from '~/actions/texts/text-place'
import { readBounce } from '~/channels/mail/sort-mail'
import { largestBody } from '~/web/http/read-body.server'
import { evilStrings, readers } from '../../support/evil-strings'

// How long each takes is measured by `npm run bench`.
test.for(readers)(
  '$what: the longest texts that trouble programs are taken or refused, and break nothing',
  async ({ read, bytes }) => {
    for (const [name, evil] of evilStrings(bytes)) expect(await read(evil), name).toBeDefined()
  },
)

test('of an address of nothing but commas, nothing is kept; what is good between them is', () => {
  const commas = ','.repeat(largestBody)
  const id = '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11'
  expect(readCallState(() => commas)).toMatchObject({ here: [], wrong: [] })
  expect(readCallState(() => `${commas}${id}`)).toMatchObject({ here: [id], wrong: [id] })
  expect(readTextPlace(() => `${commas}az-pima-county,NO`)).toMatchObject({
    here: ['az-pima-county'],
    told: ['az-pima-county'],
  })
})

test('a mail that is all headers is no report', async () => {
  expect(await readBounce(Buffer.from(`Subject: ${' again'.repeat(40_000)}\r\n\r\nhello`))).toEqual({ what: 'nothing' })
})
