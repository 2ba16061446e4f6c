type Tongue = 'en' | 'es'

/** A page of each kind that visitors see, without its language. Also read by `tests/bench`, which has no aliases. */
const kinds = {
  home: '',
  campaign: '/campaigns/end-s-comm',
  petition: '/petitions/alto-polimigra',
  thanks: '/petitions/alto-polimigra/thanks',
  call: '/calls/call-sheriff-vance',
  letter: '/letters/write-sheriff-vance',
  text: '/texts/text-the-council',
  official: '/officials/ida-vance-saguaro',
  place: '/places/az-saguaro-county',
  finder: '/officials',
  check: '/petitions/alto-polimigra/check?by=mail',
  lettersCheck: '/letters/write-sheriff-vance/check',
  lettersThanks: '/letters/write-sheriff-vance/thanks',
  bridge: '/calls/call-sheriff-vance/bridge',
  state: '/places/arizona',
  own: '/me',
  privacy: '/privacy',
  missing: '/nowhere',
}

/** Name of a kind of page. */
export type PageKind = keyof typeof kinds | 'sheriffs'

/** Every kind, in no particular order. */
export const pageKinds = [...Object.keys(kinds), 'sheriffs'] as PageKind[]

/** Path of a page of this kind. */
export function publicPage(lang: Tongue, kind: PageKind): string {
  if (kind === 'sheriffs') return lang === 'es' ? '/es/alguaciles' : '/en/sheriffs'
  return `/${lang}${kinds[kind]}`
}
