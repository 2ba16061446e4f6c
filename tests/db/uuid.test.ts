import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { isUuid } from '#db/uuid'
import { readPicture } from '~/actions/petitions/read-picture.server'
import { test } from '../support/firme-test'

test('an id is an id in either case; thirty-six dashes, a tail or nothing is none', () => {
  const id = randomUUID()
  expect([id, id.toUpperCase()].map(isUuid)).toEqual([true, true])
  const none = ['-'.repeat(36), `${id}\n`, ` ${id}`, `${id}0`, id.slice(1), id.replaceAll('-', ''), '', undefined, null]
  expect(none.map(isUuid)).toEqual(none.map(() => false))
})

test('an address of a picture that is made up of dashes leads to no picture, not to an error', async ({ world }) => {
  expect(await readPicture(world.db, '-'.repeat(36))).toBeNull()
})
