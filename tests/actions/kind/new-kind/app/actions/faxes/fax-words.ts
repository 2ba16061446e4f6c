import type { KindWords } from '~/actions/kind/kind'
import type { Language } from '~/i18n/language'

const words: Record<Language, KindWords> = {
  en: {
    plural: 'Faxes',
    singular: 'Fax',
    go: { open: 'Fax now', 'not-yet': 'Opens soon', over: 'See how it ended' },
    soFar: (count) => (count === 0 ? 'Be the first to fax' : `Faxes sent: ${count}`),
    reachedOut: (official) => `Fax to ${official}`,
    outcomes: { sent: 'Sent', 'line-busy': 'Line busy' },
    numbers: {
      reached: 'Faxed',
      rate: 'Faxed, in %',
      last: 'Last fax',
      never: 'None sent',
      legend: 'In color: sent. In gray: the line was busy.',
    },
    neverReached: (names) => `No fax has gone to them yet: ${names}.`,
  },
  es: {
    plural: 'Faxes',
    singular: 'Fax',
    go: { open: 'Mandar un fax', 'not-yet': 'Abre pronto', over: 'Vea cómo terminó' },
    soFar: (count) => (count === 0 ? 'Sea la primera persona que manda un fax' : `Faxes enviados: ${count}`),
    reachedOut: (official) => `Fax a ${official}`,
    outcomes: { sent: 'Enviado', 'line-busy': 'Línea ocupada' },
    numbers: {
      reached: 'Enviados',
      rate: 'Enviados, en %',
      last: 'Último fax',
      never: 'Ninguno',
      legend: 'En color: enviado. En gris: la línea estaba ocupada.',
    },
    neverReached: (names) => `Todavía no les ha llegado ningún fax: ${names}.`,
  },
}

export function faxWords(language: Language): KindWords {
  return words[language]
}
