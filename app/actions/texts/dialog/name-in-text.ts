import { foldWords } from '~/people/opt-words'
import { namePart } from '~/ui/forms/fields.schema'
import { cleanLine } from '~/ui/forms/text'

/** Texts that are not names. "No" is a family name in Korea, but then comes with a given name. */
const noNames = new Set([
  'no',
  'si',
  'yes',
  'ok',
  'okay',
  'nope',
  'que',
  'quien',
  'como',
  'cuando',
  'donde',
  'cual',
  'cuanto',
  'what',
  'who',
  'why',
  'how',
  'when',
  'where',
  'which',
  'huh',
  'cambiar',
  'cambio',
  'change',
  'back',
  'hola',
  'hello',
  'hi',
  'hey',
  'buenas',
  'gracias',
  'thanks',
  'nada',
  'nothing',
  'firma',
  'firmar',
  'sign',
  'ayuda',
  'test',
  'prueba',
  'nombre',
  'name',
  'por que',
  'para que',
  'thank you',
  'mi nombre',
  'my name',
  'nombre y apellido',
  'buenos dias',
  'buenas tardes',
  'buenas noches',
  'de nuevo',
  'otra vez',
])

/** Words of sentences that occur in no name, normalized. */
const sentenceWords = new Set([
  'entiendo',
  'entendi',
  'entendemos',
  'quiero',
  'quiere',
  'quieren',
  'queremos',
  'puedo',
  'puede',
  'pueden',
  'usted',
  'ustedes',
  'quien',
  'quienes',
  'cual',
  'porque',
  'donde',
  'hago',
  'hacer',
  'saber',
  'understand',
  'what',
  'why',
  'dont',
  'cannot',
  'this',
])
/** Words that make a sentence of a preceding "no". */
const afterNo = new Set([
  'se',
  'tengo',
  'gracias',
  'mas',
  'ya',
  'thanks',
  'thank',
  'i',
  'me',
  'lo',
  'la',
  'es',
  'hay',
  'vivo',
  'soy',
  'idea',
  'way',
  'problem',
  'more',
])

/** Reads a name, perhaps after "soy" or "my name is". Null for what cannot be one: a question, refusal or greeting. */
export function nameIn(text: string): string | null {
  const plain = cleanLine(text)
    .replace(/^(soy|me llamo|mi nombre es|my name is|i am|i'm|im)\s+/i, '')
    .replace(/(?<![.!])[.!]+$/, '')
  const read = namePart.safeParse(plain)
  if (
    !read.success ||
    read.data.length > 60 ||
    !/\p{L}{2}/u.test(read.data) ||
    /[\d¿?]/.test(read.data) ||
    read.data.split(' ').length > 6
  )
    return null
  return isSentence(foldWords(read.data)) ? null : read.data
}

function isSentence(folded: string): boolean {
  const words = folded.split(' ')
  return (
    noNames.has(folded) ||
    words.some((word) => sentenceWords.has(word)) ||
    (words[0] === 'no' && afterNo.has(words[1] ?? ''))
  )
}
