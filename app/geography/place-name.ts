import type { Language } from '~/i18n/language'
import { stateNames } from './state-names'

/** The Census' term for a county equivalent, and the Spanish words before the name. */
const kinds: readonly [ending: string, spanish: string][] = [
  ['City and Borough', 'Ciudad y borough de'],
  ['Census Area', 'Área censal de'],
  ['Municipality', 'Municipalidad de'],
  ['Municipio', 'Municipio de'],
  ['County', 'Condado de'],
  ['Parish', 'Parroquia de'],
  ['Borough', 'Borough de'],
  ['City', 'Ciudad de'],
]
const statesInSpanish: Readonly<Record<string, string>> = {
  'New Mexico': 'Nuevo México',
  'New York': 'Nueva York',
  'New Jersey': 'Nueva Jersey',
  'New Hampshire': 'Nuevo Hampshire',
  'North Carolina': 'Carolina del Norte',
  'South Carolina': 'Carolina del Sur',
  'North Dakota': 'Dakota del Norte',
  'South Dakota': 'Dakota del Sur',
  'West Virginia': 'Virginia Occidental',
  Hawaii: 'Hawái',
  Louisiana: 'Luisiana',
  Pennsylvania: 'Pensilvania',
  Oregon: 'Oregón',
  Mississippi: 'Misisipi',
  Missouri: 'Misuri',
  Kentucky: 'Kentucky',
  Tennessee: 'Tennessee',
  'District of Columbia': 'Distrito de Columbia',
  'American Samoa': 'Samoa Americana',
  'Northern Mariana Islands': 'Islas Marianas del Norte',
  'U.S. Virgin Islands': 'Islas Vírgenes de EE. UU.',
}

/** A place's name as people say it: Maricopa County, Condado de Maricopa. English names are the Census' own. */
export function placeName(lang: Language, place: { name: string; kind: string }): string {
  return inSpanish(lang, place).join('')
}

/** The Census' name for what people write in either language: Condado de Maricopa is Maricopa County. */
export function censusName(written: string): string {
  const kind = kinds.find(([, spanish]) => written.toLowerCase().startsWith(`${spanish.toLowerCase()} `))
  return kind ? `${written.slice(kind[1].length + 1)} ${kind[0]}` : written
}

/**
 * The same in the middle of a line, where Spanish uses lowercase for the kind of place: Alguacil (sheriff), condado de
 * Maricopa.
 */
export function placeNameWithin(lang: Language, place: { name: string; kind: string }): string {
  const [what, name] = inSpanish(lang, place)
  return what.toLowerCase() + name
}

/**
 * The same in a sentence, where Spanish adds the article: I live in Maricopa County, vivo en el condado de Maricopa. A
 * city is called by its bare name in both.
 */
export function placeInSentence(lang: Language, place: { name: string; kind: string }): string {
  const [what, name] = inSpanish(lang, place)
  const article =
    what === ''
      ? lang === 'es' && place.name === 'District of Columbia'
        ? 'el '
        : ''
      : /^(Parroquia|Ciudad|Municipalidad) /.test(what)
        ? 'la '
        : 'el '
  return article + what.toLowerCase() + name
}

/**
 * A state or territory in one language.
 *
 * @param name as in `stateNames`
 */
export function stateName(lang: Language, name: string): string {
  return placeName(lang, { name, kind: 'state' })
}

/** Letters of the state that people write, by its letters or its name in either language; null for none. */
export function stateCalled(written: string): string | null {
  const said = plain(written)
  const found = Object.entries(stateNames).find(([letters, name]) =>
    [letters, name, statesInSpanish[name] ?? name].some((one) => plain(one) === said),
  )
  return found?.[0] ?? null
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').trim().toLowerCase()
}

/** The kind of place, if it precedes the name, and the name. */
function inSpanish(lang: Language, { name, kind }: { name: string; kind: string }): [what: string, name: string] {
  if (lang === 'en') return ['', name]
  if (kind === 'state' || name === 'District of Columbia') return ['', statesInSpanish[name] ?? name]
  const found =
    kind === 'county' && name !== 'Carson City' ? kinds.find(([ending]) => name.endsWith(` ${ending}`)) : undefined
  return found ? [`${found[1]} `, name.slice(0, -found[0].length - 1)] : ['', name]
}
