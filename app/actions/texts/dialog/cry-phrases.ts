import type { Language } from '~/i18n/language'

/*
 * The words of somebody in danger, normalized by `foldWords`. `cries-for-help.ts` says how they are looked for. A text
 * too many costs a human a look; one too few costs somebody more.
 */

type Phrases = Record<Language, readonly string[]>

const list = (text: string) => text.split(', ')
const both = (firsts: string[], seconds: string[]) => firsts.flatMap((one) => seconds.map((two) => `${one} ${two}`))

/** Said anywhere in a text. */
export const cries: Phrases = {
  en: [
    ...list('emergency, they took, they are taking, they re taking, theyre taking, they have my, they got my'),
    ...both(['ice', 'immigration', 'police', 'agents', 'la migra'], ['took', 'is here', 'are here', 'came to my']),
    ...both(
      ['ice', 'immigration', 'agents', 'la migra'],
      ['is outside', 'are outside', 'outside my', 'is at', 'are at'],
    ),
    ...both(['ice', 'immigration', 'police', 'agents'], ['at my', 'has my', 'have my', 'is in my', 'are in my']),
    ...both(['arrested', 'detained', 'deported', 'deporting', 'took away', 'picked up'], ['me', 'my', 'us']),
    ...both(['i was', 'i got', 'i am', 'i m', 'im', 'he was', 'she was', 'we were'], ['arrested', 'detained']),
    ...both(['got', 'been', 'being', 'just'], ['arrested', 'detained', 'deported']),
    ...list('a raid at, a raid in, raid here, there is a raid, there s a raid, at my door, in ice custody'),
    ...list('they r taking, they tuk, agents outside, ice raid, raid on my, was deported, were deported, in detention'),
    ...both(['ice', 'immigration', 'police', 'agents'], ['here', 'r here', 'outside']),
    ...both(['they re', 'theyre', 'they are'], ['at the door', 'outside', 'inside']),
    ...list('need help now, need help right now, help right now, please help my, need a lawyer now'),
  ],
  es: [
    ...list('emergencia, urge ayuda, ayuda urgente, necesito ayuda ya, necesito ayuda ahora, ayuda por mi'),
    ...both(
      ['me', 'nos', 'lo', 'la', 'los', 'las', 'le'],
      ['detuvieron', 'arrestaron', 'agarraron', 'tienen detenido', 'tienen detenida'],
    ),
    ...both(['detuvieron', 'arrestaron', 'agarraron', 'deportaron', 'se llevaron'], ['a', 'al']),
    ...list(
      'me detubieron, nos detubieron, lo detubieron, la detubieron, detubieron a, se llevaron mi, se yevaron, me agarro',
    ),
    ...list('reten de la migra, reten de migracion, ayuda la migra, ayuda por favor la migra, me estan deportando'),
    ...list('me llevaron, nos llevaron, se lo llevaron, se la llevaron, se los llevaron, se las llevaron'),
    ...list('me van a deportar, me quieren deportar, lo van a deportar, la van a deportar, nos van a deportar'),
    ...both(['estoy', 'esta', 'estan', 'fue', 'fui'], ['detenido', 'detenida', 'detenidos', 'detenidas', 'arrestado']),
    ...both(
      ['la migra', 'migracion', 'ice'],
      ['esta', 'anda', 'llego', 'vino', 'viene', 'se llevo', 'afuera', 'en mi'],
    ),
    ...both(
      ['esta', 'anda', 'llego', 'vino', 'viene', 'hay', 'ya viene', 'afuera'],
      ['la migra', 'migra', 'migracion'],
    ),
    ...list('hay una redada, hay redada, redada aqui, redada ahorita, redada en mi, esta ice, hay ice, llego ice'),
    ...list('tocando la puerta, tocando mi puerta, tocan la puerta, a mi puerta, en mi puerta'),
  ],
}

/** Said alone, but for courtesies: in more words they may be about something else, or somebody's name. */
export const aloneCries: Phrases = {
  en: list('help me, help us, i need help, need help, we need help, i need a lawyer, need a lawyer, urgent'),
  es: [
    ...list('ayudenme, ayudeme, ayudame, ayudenos, ayudennos, auxilio, socorro, necesito ayuda, urgente'),
    ...list('necesitamos ayuda, necesito un abogado, necesito abogado, me urge, es urgente'),
  ],
}

/** Cries said alone that are given names too. */
export const criedNames: readonly string[] = ['socorro', 'auxilio']

/** The same in every language, and alone. */
export const numberCries: readonly string[] = ['911', 'sos', '9 1 1']
