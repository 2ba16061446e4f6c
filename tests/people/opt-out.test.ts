import { expect, test } from 'vitest'
import { readText } from '~/people/opt-words'
import { doubtful, noOptOuts, optOuts } from './opt-outs'

const languages = ['en', 'es'] as const

for (const language of languages) {
  test.for(optOuts[language])(`“%s” opts out (${language})`, (text) => {
    const read = readText(text)
    expect(['stop', 'stop-phrase']).toContain(read.is)
    expect(read).toMatchObject({ language })
  })

  test.for(doubtful[language])(`“%s” is for a human (${language})`, (text) => {
    expect(readText(text)).toEqual({ is: 'maybe-stop', language })
  })
}

test.for(noOptOuts)('“%s” is no opt-out', (text) => {
  expect(['other', 'start', 'help']).toContain(readText(text).is)
})
