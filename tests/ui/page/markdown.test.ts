import { expect, test } from 'vitest'
import { plainText } from '~/ui/page/markdown.server'

test('an address that is its own link is written once, however it was typed', () => {
  for (const text of [
    'clerk@saguaro.org',
    'www.saguaro.example.org/agenda',
    'https://saguaro.example.org/agenda',
    '<clerk@saguaro.org>',
    'https://saguaro.example.org',
    'https://saguaro.example.org/año',
  ])
    expect(plainText(`Write to ${text} first.`)).toBe(`Write to ${text.replace(/[<>]/g, '')} first.`)
})

test('a link with words of its own is followed by its address', () => {
  expect(plainText('See [the **agenda**](https://saguaro.example.org/agenda).')).toBe(
    'See the agenda (https://saguaro.example.org/agenda).',
  )
  expect(plainText('Write to [the clerk](mailto:clerk@saguaro.org).')).toBe(
    'Write to the clerk (mailto:clerk@saguaro.org).',
  )
})

test('an indented postal address and a fenced one keep their lines', () => {
  expect(plainText('Write to:\n\n    Clerk of the Board\n    100 Main St\n\nBy noon.')).toBe(
    'Write to:\nClerk of the Board\n100 Main St\nBy noon.',
  )
  expect(plainText('Write to:\n\n```\nClerk\n100 Main St\n```')).toBe('Write to:\nClerk\n100 Main St')
})
