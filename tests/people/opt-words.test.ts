import { expect, test } from 'vitest'
import { optWord, readText } from '~/people/opt-words'
import { keywordProblem } from '~/actions/texts/keywords/keyword'

const said: [string, string, 'en' | 'es' | ''][] = [
  ...['STOP', 'stop', 'Stop.', ' STOP ', 'STOP!', 'StopAll', 'stop all', 'unsubscribe', 'CANCEL', 'end', 'QUIT', 'revoke', 'OPTOUT', 'opt out', 'Opt-Out', 'ＳＴＯＰ', 'no more', 'STOP 🛑', 'S T O P', 'Leave me alone', 'wrong number', 'Do not text me'].map((text): [string, string, 'en'] => [text, 'stop', 'en']),
  ...['Alto', 'ALTO.', 'alto!!', '¡Alto!', 'baja', 'BAJA', 'Baja.', 'No más', 'no mas', 'NO MÁS.', 'cancelar', 'Cancela', 'parar', 'Pare', 'paren', 'detener', 'salir', 'fin', 'FIN.', 'terminar', 'basta', '¡Basta!', 'dar de baja', 'Ya no', 'No ma\u0301s', 'Quítenme', 'quitar', 'ELIMINAR', 'borrar', 'Desuscribir', 'no me escriban', 'No me manden más mensajes', 'déjenme en paz', 'Número equivocado'].map((text): [string, string, 'es'] => [text, 'stop', 'es']),
  ...['START', 'unstop', 'yes', 'Yes!'].map((text): [string, string, 'en'] => [text, 'start', 'en']),
  ...['Alta', 'Sí', 'si', 'SI.'].map((text): [string, string, 'es'] => [text, 'start', 'es']),
  ...['help', 'INFO', 'Help?'].map((text): [string, string, 'en'] => [text, 'help', 'en']),
  ...['AYUDA', 'ayuda?', '¡Ayuda!'].map((text): [string, string, 'es'] => [text, 'help', 'es']),
  ['Stop texting me', 'begins-with-stop', 'en'], ['END this now please', 'begins-with-stop', 'en'], ['ALTO POLIMIGRA', 'begins-with-stop', 'es'], ['alto por favor', 'begins-with-stop', 'es'],
  ['No más mensajes', 'begins-with-stop', 'es'], ['Pare ya, gracias', 'begins-with-stop', 'es'], ['baja mi número', 'begins-with-stop', 'es'],
  ['no quiero parar ahora', 'other', ''], ['gracias', 'other', ''], ['048213', 'other', ''], ['', 'other', ''], ['stopping by', 'other', ''], ['Altos de Jalisco', 'other', ''], ['FIRMA', 'other', ''],
  ['Stop asking the sheriff and start asking the county board, please', 'other', ''], ['Finalmente', 'other', ''],
  ['Quitar a la migra de la cárcel', 'other', ''], ['Eliminar la orden', 'other', ''], ['a b', 'other', ''],
]

test('there are at least sixty phrases in this table', () => expect(said.length).toBeGreaterThanOrEqual(60))

test.for(said)('“%s” is read as %s %s', ([text, is, language]) => {
  expect(readText(text)).toEqual(language ? { is, language } : { is })
  expect(optWord(text)).toBe(is === 'other' || is === 'begins-with-stop' ? null : is)
})

test.for([
  ['STOP', 'stops'], ['¡Alto!', 'stops'], ['END', 'stops'], ['No más', 'stops'], ['Sí', 'starts'], ['ayuda', 'helps'], ['FIRMA', 'signs'], ['ab', 'too-short'], ['85001', 'digits'],
  ['a'.repeat(31), 'too-long'], ['ALTO POLIMIGRA', null], ['Condado', null], ['END S-COMM', null],
] as const)('“%s” as a keyword: %s', ([word, problem]) => expect(keywordProblem(word)).toBe(problem))
