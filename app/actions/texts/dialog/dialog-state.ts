import { readOwnZip } from '~/geography/zip'
import type { Language } from '~/i18n/language'
import { plainDigits } from '~/i18n/plain-digits'
import { withoutCourtesies } from '~/people/opt-out'
import { foldWords } from '~/people/opt-words'
import { cleanLines } from '~/ui/forms/text'
import { nameIn } from './name-in-text'

/** Progress of a text dialog. Sealed between texts. */
export interface DialogState {
  deed: 'sign' | 'write'
  /** Id of the petition or action. */
  deedId: string
  /** The keyword it began with; '' for FIRMA and SIGN. Missing in dialogs from before it was stored. */
  keyword?: string
  step: 'name' | 'zip' | 'city' | 'which' | 'words' | 'confirm'
  name: string
  zip: string
  /** Slugs of the cities to choose from, in the order offered. */
  cities: string[]
  /** The chosen city; '' for none of them, null if not asked yet. */
  city: string | null
  /** Posts to choose from, in the order offered. */
  postIds: string[]
  /** Offset of the cities or posts offered last. Missing in dialogs from before it was stored. */
  offeredFrom?: number
  /** The chosen posts. */
  chosenIds: string[]
  /** The writer's own words; '' for the suggested ones. */
  words: string
  /** Texts in a row that were not understood. */
  misses: number
}

/** What follows an answer: another question, or something to do before we can answer. */
export type Turn =
  | { outcome: 'ask'; dialog: DialogState }
  /** The ZIP is known: find its officials. */
  | { outcome: 'find-officials'; dialog: DialogState }
  | { outcome: 'sign'; dialog: DialogState }
  | { outcome: 'send'; dialog: DialogState }
  /** They want to know what the suggested words mean. */
  | { outcome: 'explain'; dialog: DialogState }
  /** Not understood: ask again, with an example. */
  | { outcome: 'ask-again'; dialog: DialogState }
  /** Not understood too often: a human reads it. */
  | { outcome: 'give-up'; dialog: DialogState }

/** Maximum cities or officials in one text; more would not fit. */
export const mostOffered = 6

/** Answers in a row that are not understood, after which a human reads on. */
export const mostMisses = 2
const mostWords = 400
const yes = new Set(['si', 'yes', 'y', 's', 'ok', 'okay', 'yep', 'yeah', 'claro', 'claro que si', 'sure', 'de acuerdo'])
const none = new Set(['none', 'ninguna', 'ninguno', 'ninguna de estas', 'none of these', 'cero', 'zero'])
const numberWords: Readonly<Record<string, number>> = {
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
}
const more = new Set(['mas', 'more', 'otras', 'otros', 'others'])
const change = new Set(['no', 'cambiar', 'cambio', 'change', 'back', 'otra vez', 'mal', 'wrong'])

/** Whether a text says yes. Where a yes is expected, it is not an opt-in. */
export function saysYes(text: string): boolean {
  return yes.has(withoutCourtesies(foldWords(text)))
}

/** Whether a text says no, and nothing else. */
function saysNo(text: string): boolean {
  return ['no', 'nope', 'n'].includes(withoutCourtesies(foldWords(text)))
}

/** Starts a dialog. */
export function startDialog(deed: DialogState['deed'], deedId: string, keyword: string): DialogState {
  return {
    deed,
    deedId,
    keyword,
    step: 'name',
    name: '',
    zip: '',
    cities: [],
    city: null,
    postIds: [],
    chosenIds: [],
    words: '',
    misses: 0,
  }
}

/** The keyword that starts the same dialog again. */
export function beginningOf(dialog: DialogState, language: Language): string {
  return dialog.keyword?.toUpperCase() || (language === 'es' ? 'FIRMA' : 'SIGN')
}

/** Handles an answer at the dialog's current step. */
export function answer(dialog: DialogState, text: string): Turn {
  switch (dialog.step) {
    case 'name': {
      const name = nameIn(text)
      return name ? further(dialog, { name, step: 'zip' }) : missed(dialog)
    }
    case 'zip': {
      const zip = readOwnZip(
        plainDigits(text)
          .replace(/[^\d\s\p{Pd}−]/gu, ' ')
          .trim(),
      )
      if (!zip) return missed(dialog)
      if (dialog.deed === 'sign') return further(dialog, { zip, step: 'confirm' })
      return { outcome: 'find-officials', dialog: { ...dialog, zip, misses: 0 } }
    }
    case 'city': {
      if (more.has(foldWords(text))) return offerMore(dialog, dialog.cities)
      const number = saysNo(text) || none.has(foldWords(text)) ? 0 : numberIn(text)
      const city = number === 0 ? '' : dialog.cities[number - 1]
      return city === undefined ? missed(dialog) : { outcome: 'find-officials', dialog: { ...dialog, city, misses: 0 } }
    }
    case 'which': {
      if (more.has(foldWords(text))) return offerMore(dialog, dialog.postIds)
      const chosen = dialog.postIds[numberIn(text) - 1]
      return chosen ? further(dialog, { chosenIds: [chosen], step: 'words' }) : missed(dialog)
    }
    case 'words': {
      const choice = choiceIn(text)
      if (choice === 1 || saysYes(text)) return further(dialog, { words: '', step: 'confirm' })
      if (choice === 2 || saysNo(text)) return { outcome: 'explain', dialog: { ...dialog, misses: 0 } }
      const words = cleanLines(text)
      return words.length >= 10 && words.length <= mostWords
        ? further(dialog, { words, step: 'confirm' })
        : missed(dialog)
    }
    case 'confirm':
      if (saysYes(text)) return { outcome: dialog.deed === 'sign' ? 'sign' : 'send', dialog }
      if (change.has(foldWords(text)))
        return further(dialog, {
          step: 'name',
          name: '',
          zip: '',
          words: '',
          cities: [],
          city: null,
          postIds: [],
          chosenIds: [],
        })
      return missed(dialog)
  }
}

/** Offers the next few choices, or the first again after the last. */
function offerMore(dialog: DialogState, all: string[]): Turn {
  const next = (dialog.offeredFrom ?? 0) + mostOffered
  return further(dialog, { offeredFrom: next < all.length ? next : 0 })
}

/** A number and nothing else: 1, uno, “el 1”. NaN for other texts. */
function choiceIn(text: string): number {
  const [, said = ''] = /^(?:el |la |number |numero |opcion |option )?(\d|\p{L}+)$/u.exec(foldWords(text)) ?? []
  return numberWords[said] ?? Number(said || Number.NaN)
}

/** The only number in a text, also in words; NaN when there is none. */
function numberIn(text: string): number {
  return numberWords[foldWords(text)] ?? Number(/^\D*(\d{1,2})\D*$/.exec(plainDigits(text))?.[1])
}

function further(dialog: DialogState, change: Partial<DialogState>): Turn {
  return { outcome: 'ask', dialog: { ...dialog, ...change, misses: 0 } }
}

function missed(dialog: DialogState): Turn {
  const misses = dialog.misses + 1
  return { outcome: misses >= mostMisses ? 'give-up' : 'ask-again', dialog: { ...dialog, misses } }
}
