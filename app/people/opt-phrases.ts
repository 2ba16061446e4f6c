import type { Language } from '~/i18n/language'

/*
 * The words of opt-outs, normalized by `foldWords`. `opt-out.ts` says how they make one.
 */

type Phrases = Record<Language, readonly string[]>

const list = (text: string) => text.split(', ')
const both = (firsts: string[], seconds: string[]) => firsts.flatMap((one) => seconds.map((two) => `${one} ${two}`))

/** Ways to say stop that need nothing more. */
export const stops: Phrases = {
  en: [
    ...list('stop, stopall, stop all, unsubscribe, unsub, cancel, quit, revoke, optout, opt out'),
    ...list('opt me out, stop2end, no more, no text, no texts, no messages, no calls, remove me'),
    ...list('take me off, get me off, leave me alone, delete me, lose my number, wrong number, wrong person'),
    ...both(['do not', 'dont', 'don t', 'never'], ['text', 'txt', 'message', 'contact']),
    // One letter off, in words too short to compare loosely.
    ...list('stopp, stpo, sotp, stip, dtop, sttop'),
  ],
  es: [
    ...list('alto, pare, paren, parar, cancelar, cancela, cancele, cancelen, detener, basta, no mas'),
    ...list('ya no mas, no mensajes, no textos, numero equivocado, persona equivocada'),
    ...both(['dar', 'darme', 'deme', 'denme', 'dame'], ['de baja']),
    ...list('quiteme, quitenme, quitame, saqueme, saquenme, sacame, elimineme, eliminenme, eliminame'),
    ...list('borreme, borrenme, borrame, desuscribir, desuscribirme, desuscribanme, desinscribirme'),
    ...both(
      ['no me', 'ya no me'],
      ['escriba', 'escriban', 'escribas', 'moleste', 'molesten', 'contacte', 'contacten', 'textee'],
    ),
    ...both(['dejeme', 'dejenme', 'dejame'], ['en paz', 'de escribir', 'de mandar', 'de enviar', 'de molestar']),
    ...both(
      ['deje de', 'dejen de', 'deja de', 'paren de', 'pare de'],
      ['escribir', 'escribirme', 'mandar', 'mandarme', 'enviar', 'enviarme', 'llamarme', 'molestar', 'molestarme'],
    ),
    ...both(['deje de', 'dejen de', 'deja de'], ['textear', 'textearme', 'mensajear', 'mensajearme', 'contactarme']),
    ...list('atlo, alro, aalto, vasta'),
  ],
}

/** Ways to say no or stop that begin many a sentence: they opt out only with a word about messages. */
export const refusals: Phrases = {
  en: [
    ...both(['do not', 'dont', 'don t', 'never'], ['send', 'write', 'call', 'want']),
    ...list('end, remove, delete, erase, disable, not interested in, no longer want'),
  ],
  es: [
    ...list('baja, salir, salirme, terminar, terminen, eliminar, eliminen, elimine, borrar, borren'),
    ...list('borre, quitar, quiten, quite, saquen, saque, dejar de'),
    ...both(['no', 'ya no'], ['quiero', 'deseo', 'quisiera', 'me', 'me mande', 'me manden', 'me mandes', 'mande']),
    ...both(['no', 'ya no'], ['me envie', 'me envien', 'me envies', 'me llame', 'me llamen', 'manden', 'envien']),
  ],
}

/** Opt-outs only as the whole text, but for courtesies. */
export const wholly: Phrases = {
  en: [
    'end this',
    'end this now',
    'end it',
    'end all',
    'end now',
    'not interested',
    ...both(
      ['do not', 'dont', 'don t', 'never'],
      ['call me', 'call me again', 'call me anymore', 'write me', 'write to me', 'send me anything', 'send me more'],
    ),
  ],
  es: [
    ...list('para ya, quiero salir, quiero salirme, salirme, no me mande mas, no me manden mas, quitar'),
    ...list('no me envie mas, no me envien mas, ya no me mande, ya no me manden, ya no me escriba, borrar'),
    ...list('ya no me escriban, no me mande nada, no me manden nada, no me interesa, eliminar, ya estuvo'),
    ...list('no me llame mas, no me llamen mas, no me llamen, no me llame, ya no me llamen'),
  ],
}

/** Words about messages. Not “message”: the text dialog offers one to send. */
export const aboutMessages: Phrases = {
  en: [
    ...list('texts, txts, texting, messages, msgs, messaging, sms, spam, spamming, contacting'),
    ...list('sending, bothering, harassing, list, lists, subscription, subscriptions, notifications'),
    ...list('alerts, updates, mailing, phone, number, cell, calls, reminders, database, writing'),
  ],
  es: [
    ...list('mensajes, mensajitos, textos, lista, listas, notificaciones, avisos, llamadas, celular'),
    ...list('suscripcion, suscripciones, numero, telefono, cel, recordatorios, msjs, propaganda, sms'),
    ...list('escribiendo, escribiendome, mandando, mandandome, enviando, enviandome, molestando'),
  ],
}

/** Words that add nothing to an opt-out, and make nothing else of it. */
export const fillers: readonly string[] = [
  ...list('me, my, this, these, those, the, all, any, to, it, from, you, your, more, at'),
  ...list('and, of, with, here, right, away, now, immediately, ever, anymore, forever, is, a'),
  ...list('an, so, too, many, already, i, want, would, like, need, can, could, will, for'),
  ...list('on, such, receive, receiving, get, getting, today, asap, in, that, everything, text, txt, have, ok, okay'),
  ...list('message, out, off, stupid, annoying, automated, political'),
  ...list('mi, mis, a, al, de, del, la, las, el, los, lo, le, les, esto, este, esta'),
  ...list('estos, estas, esos, ese, esa, eso, ya, mas, todo, todos, toda, todas, por, ahora'),
  ...list('mismo, hoy, aqui, que, y, en, con, tantos, tanto, su, sus, nunca, otra, vez, se'),
  ...list('quiero, quisiera, deseo, solicito, pido, puede, pueden, podria, podrian, ningun, nada'),
  ...list('inmediatamente, usted, ustedes, un, una, mensaje, texto, recibir, recibiendo, favor'),
]

/** What people say before and after what they want. */
export const courtesies: readonly string[] = [
  ...list('please, pls, plz, thanks, thank you, thank u, thx, ty, hi, hello, hey, sorry, again'),
  ...list('excuse me, sir, maam, ma am, god bless, god bless you, good morning, kindly'),
  ...list('good afternoon, good evening, so much, very much, reply, pleas, plese, pleae'),
  ...list('por favor, porfavor, porfa, por fa, x favor, xfavor, xfa, favor de, favor, gracias, hola'),
  ...list('muchas gracias, mil gracias, muy amable, buenas, buenos dias, buen dia, buenas tardes'),
  ...list('buenas noches, disculpe, disculpen, perdon, perdone, senor, senora, senorita, bendiciones'),
  ...list('saludos, dios los bendiga, dios le bendiga, de antemano, responder, respondo'),
]

/** Real words and names that are one letter away from a word above. */
export const lookalikes: ReadonlySet<string> = new Set([
  ...list('karen, paredes, parra, parent, pares, pagar, paras, parir, parker, hasta, pasta, casta'),
  ...list(
    'canela, carcel, carceles, cancelo, stovall, cancer, chancel, terminal, retener, borras, guitar, gitar, texas, tests, tents',
  ),
  ...list('sexto, vista, pista, listo, lumber, numbers, phony, massage, massages, salid, salin'),
  ...list('samir, remote, moved, evoke, ending, spending, lending, mending, testing, waiting'),
  ...list('walls, halls, balls, falls, malls, cells, mandan, quince, quito, quita, parar'),
])
