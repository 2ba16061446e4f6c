import { readOwnZip } from '~/geography/zip'
import type { Language } from '~/i18n/language'
import { foldWords } from '~/people/opt-words'
import { cleanLines } from '~/ui/forms/text'
import { nameIn } from './name-in-text'

/** What somebody is doing by text, and how far they are. Sealed between two texts. */
export interface DialogState {
  deed: 'sign' | 'write'
  /** Of the petition or of the action. */
  deedId: string
  /** The keyword it began with; '' for FIRMA and SIGN. Missing in dialogs that began when it was not kept. */
  keyword?: string
  step: 'name' | 'zip' | 'city' | 'which' | 'words' | 'confirm'
  name: string
  zip: string
  /** Cities to choose from, by slug, in the order they are offered. */
  cities: string[]
  /** The one that was chosen; '' when it is none of them, null before it was asked. */
  city: string | null
  /** Posts to choose from, in the order they are offered. */
  postIds: string[]
  /** How many cities or posts come before those that were offered last. Missing in dialogs that began when it was not kept. */
  offeredFrom?: number
  /** Those that were chosen. */
  chosenIds: string[]
  /** Their own words; '' for the suggested ones. */
  words: string
  /** Texts in a row that were not understood. */
  misses: number
}

/** What a text leads to: a further question, or something to be done before we can answer. */
export type Turn =
  | { outcome: 'ask'; dialog: DialogState }
  /** The ZIP is there: who answers to it? */
  | { outcome: 'find-officials'; dialog: DialogState }
  | { outcome: 'sign'; dialog: DialogState }
  | { outcome: 'send'; dialog: DialogState }
  /** They want to know what the suggested words say. */
  | { outcome: 'explain'; dialog: DialogState }
  /** Not understood: the question again, with what an answer looks like. */
  | { outcome: 'ask-again'; dialog: DialogState }
  /** Not understood too often: a human reads it. */
  | { outcome: 'give-up'; dialog: DialogState }

/** Most cities or officials to choose from in one text: more would not fit. */
export const mostOffered = 6

const mostMisses = 3
const mostWords = 400
const yes = new Set(['si', 'yes', 'y', 's', 'ok', 'claro', 'sure', 'de acuerdo'])
const more = new Set(['mas', 'more', 'otras', 'otros', 'others'])
const change = new Set(['no', 'cambiar', 'cambio', 'change', 'back', 'otra vez', 'mal', 'wrong'])

/** Whether a text says yes, where a yes is asked for: then it is no wish to get texts again. */
export function saysYes(text: string): boolean {
  return yes.has(foldWords(text))
}

/** The beginning of something. */
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

/** The word that begins the same again. */
export function beginningOf(dialog: DialogState, language: Language): string {
  return dialog.keyword?.toUpperCase() || (language === 'es' ? 'FIRMA' : 'SIGN')
}

/** Reads an answer at the step where the dialog stands. */
export function answer(dialog: DialogState, text: string): Turn {
  switch (dialog.step) {
    case 'name': {
      const name = nameIn(text)
      return name ? further(dialog, { name, step: 'zip' }) : missed(dialog)
    }
    case 'zip': {
      const zip = readOwnZip(text.replace(/[^\d\s-]/g, ' ').trim())
      if (!zip) return missed(dialog)
      if (dialog.deed === 'sign') return further(dialog, { zip, step: 'confirm' })
      return { outcome: 'find-officials', dialog: { ...dialog, zip, misses: 0 } }
    }
    case 'city': {
      if (more.has(foldWords(text))) return offerMore(dialog, dialog.cities)
      const number = numberIn(text)
      const city = number === 0 ? '' : dialog.cities[number - 1]
      return city === undefined ? missed(dialog) : { outcome: 'find-officials', dialog: { ...dialog, city, misses: 0 } }
    }
    case 'which': {
      if (more.has(foldWords(text))) return offerMore(dialog, dialog.postIds)
      const chosen = dialog.postIds[numberIn(text) - 1]
      return chosen ? further(dialog, { chosenIds: [chosen], step: 'words' }) : missed(dialog)
    }
    case 'words': {
      if (foldWords(text) === '1') return further(dialog, { words: '', step: 'confirm' })
      if (foldWords(text) === '2') return { outcome: 'explain', dialog: { ...dialog, misses: 0 } }
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

/** The next few of those to choose from; after the last, the first again. */
function offerMore(dialog: DialogState, all: string[]): Turn {
  const next = (dialog.offeredFrom ?? 0) + mostOffered
  return further(dialog, { offeredFrom: next < all.length ? next : 0 })
}

/** The one number of a text; not a number when there is none. */
function numberIn(text: string): number {
  return Number(/^\D*(\d{1,2})\D*$/.exec(text)?.[1])
}

/** First word and the rest: given and family name, as the petition's form asks for them. */
export function splitName(name: string): { givenName: string; familyName: string } {
  const [givenName = '', ...rest] = name.split(' ')
  return { givenName, familyName: rest.join(' ') }
}

function further(dialog: DialogState, change: Partial<DialogState>): Turn {
  return { outcome: 'ask', dialog: { ...dialog, ...change, misses: 0 } }
}

function missed(dialog: DialogState): Turn {
  const misses = dialog.misses + 1
  return { outcome: misses >= mostMisses ? 'give-up' : 'ask-again', dialog: { ...dialog, misses } }
}
