import { expect, test } from 'vitest'
import { loader } from '~/routes/$lang.letters.$slug_.letter[.]pdf'

test('whoever opens the address of a printed letter by itself comes to the page where it is written', () => {
  const given = {
    request: new Request('https://firme.example.org/es/letters/write-sheriff-vance/letter.pdf?in=az-saguaro'),
    params: { lang: 'es', slug: 'write-sheriff-vance' },
  }
  const answer = loader(given as unknown as Parameters<typeof loader>[0])
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    '/es/letters/write-sheriff-vance?in=az-saguaro',
  ])
})
