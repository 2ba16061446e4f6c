import { createTranslator } from 'use-intl/core'
import { type Language, localeOf } from './language'
import { messages } from './messages'

/** Formats a message in one language. */
export type Translate = ReturnType<typeof translator>

/**
 * The messages of one language. Keys are `namespace.key`; ICU plurals and numbers follow `localeOf`.
 *
 * @throws when a key is missing or a value does not fit its message: a missing text is a bug, not a blank
 */
export function translator(language: Language) {
  return translators[language]
}

const translators = { en: create('en'), es: create('es') }

function create(language: Language) {
  return createTranslator({
    locale: localeOf[language],
    messages: messages[language],
    onError(error) {
      // The log keeps the code of an error and not its message, which may quote what somebody typed.
      throw Object.assign(error, { code: `${error.code} ${keyIn(error.originalMessage)}` })
    },
  })
}

/** The key that a message of the library names in quotation marks or backticks; '' when it names none. */
function keyIn(said: string | undefined): string {
  return /[`"']([\w.-]+)[`"']/.exec(said ?? '')?.[1] ?? ''
}
