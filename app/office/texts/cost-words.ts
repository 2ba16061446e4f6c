import type { Translate } from '~/i18n/translator'
import type { TextCost } from './text-cost'

/** Phrases about a text's cost in one language, with placeholders: browser and server say the same. */
export interface CostWords {
  /** By number of segments, from one; the last is for all above. */
  costs: string[]
  costsAtMost: string[]
  dearer: string
  notDearer: string
  namesDearer: string
  spellCheaper: string
  spellBack: string
}

const most = 10
const holes = {
  encoding: '{encoding}',
  characters: '{characters}',
  dollars: '{dollars}',
  letters: '{letters}',
  more: '{more}',
  less: '{less}',
}

/** The phrases in one language. */
export function costWords(t: Translate): CostWords {
  const bySegments = (key: 'costs' | 'costsAtMost') =>
    Array.from({ length: most }, (_, index) => t(`texts.office.${key}`, { ...holes, count: index + 1 }))
  const { letters, more, less, dollars } = holes
  return {
    costs: bySegments('costs'),
    costsAtMost: bySegments('costsAtMost'),
    dearer: t('texts.office.dearer', { letters, more, less, dollars }),
    notDearer: t('texts.office.notDearer', { letters }),
    namesDearer: t('texts.office.namesDearer'),
    spellCheaper: t('texts.office.spellCheaper'),
    spellBack: t('texts.office.spellBack'),
  }
}

/** What a text costs, and which of its letters make it expensive. */
export function sayCost(words: CostWords, cost: TextCost): { line: string; letters: string } {
  const values: Record<string, string> = {
    encoding: cost.encoding,
    characters: String(cost.characters),
    dollars: cost.dollars.toFixed(4),
    letters: cost.costly.join(' '),
    more: String(cost.segments),
    less: String(cost.cheaper?.segments ?? cost.segments),
  }
  const say = (form: string, own: Record<string, string> = {}) =>
    form.replace(/\{(\w+)\}/g, (whole, name: string) => own[name] ?? values[name] ?? whole)
  const line = say((cost.isDearest ? words.costsAtMost : words.costs)[Math.min(Math.max(cost.segments, 1), most) - 1]!)
  if (cost.isNamesFault) return { line, letters: words.namesDearer }
  if (cost.costly.length === 0) return { line, letters: '' }
  return {
    line,
    letters: cost.cheaper
      ? say(words.dearer, { dollars: (cost.dollars - cost.cheaper.dollars).toFixed(4) })
      : say(words.notDearer),
  }
}
