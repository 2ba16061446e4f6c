import { expect, test } from 'vitest'
import { askPatiently } from '~/office/frame/ask-patiently'

const answer = (status: number, retryAfter?: string) =>
  new Response(null, { status, headers: retryAfter ? { 'retry-after': retryAfter } : {} })

async function asked(...answers: (Response | null)[]) {
  const waited: number[] = []
  const last = await askPatiently(
    async () => answers.shift()!,
    async (seconds) => void waited.push(seconds),
  )
  return { status: last?.status ?? null, waited, left: answers.length }
}

test('a piece that comes too early waits as long as the server says, however often, and then goes on', async () => {
  const many = Array.from({ length: 12 }, () => answer(429, '40'))
  expect(await asked(...many, answer(503, '5'), answer(200))).toEqual({
    status: 200,
    waited: [...many.map(() => 40), 5],
    left: 0,
  })
})

test('what is no later is not waited for: a refusal, a broken connection, a server that names no time', async () => {
  for (const last of [answer(422), answer(409, '5'), answer(503), answer(429, 'Wed, 21 Oct 2026 07:28:00 GMT'), null])
    expect(await asked(last, answer(200))).toEqual({ status: last?.status ?? null, waited: [], left: 1 })
})
