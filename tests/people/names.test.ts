import { expect, test } from 'vitest'
import { nameIn } from '~/actions/texts/dialog/name-in-text'
import { guessMapping, readRow } from '~/office/people/imports/import-row'
import { displayNameOf } from '~/people/public-name'
import { splitName } from '~/people/split-name'
import { namePart } from '~/ui/forms/fields.schema'

/** A whole name, its given and family name, and what everybody may see of it. */
const names: [whole: string, given: string, family: string, shown: string][] = [
  // Two words.
  ...(
    [
      ['Rosa Martínez', 'M'],
      ['Sam Ortiz', 'O'],
      ['Tomás Reyes', 'R'],
      ['Omar Reyes', 'R'],
      ['Ida Vance', 'V'],
      ['Lee Okafor', 'O'],
      ['Alma Solís', 'S'],
      ['Beto Leyva', 'L'],
      ['Chuy Madrigal', 'M'],
      ['Dulce Arce', 'A'],
      ['Efraín Ibarra', 'I'],
      ['Flor Quiroz', 'Q'],
      ['Gael Zúñiga', 'Z'],
      ['Hilda Wong', 'W'],
      ['Irma Yáñez', 'Y'],
      ['Jaime Xool', 'X'],
      ['Kenia Uc', 'U'],
      ['Lalo Tun', 'T'],
      ['Mirna Fuentes', 'F'],
      ['Nelly Bonilla', 'B'],
      ['Obdulia Chávez', 'C'],
      ['Paco Echeverría', 'E'],
      ['Quetzalli Galindo', 'G'],
      ['Raquel Haro', 'H'],
      ['Saúl Juárez', 'J'],
      ['Tere Kú', 'K'],
      ['Uriel Nájera', 'N'],
      ['Vilma Esquivel', 'E'],
      ['Wendy Pech', 'P'],
      ['Ximena Dzul', 'D'],
      ['Yolanda Ek', 'E'],
      ['Zoila Canul', 'C'],
      ['Ana Paz', 'P'],
      ['Luz Vega', 'V'],
      ['Sol Ríos', 'R'],
      ['Eva Ruiz', 'R'],
      ['José Núñez', 'N'],
      ['Ángel Ávila', 'Á'],
      ['Íñigo Íñiguez', 'Í'],
      ['Óscar Óbregon', 'Ó'],
      ['Úrsula Úbeda', 'Ú'],
      ['Ñico Ñáñez', 'Ñ'],
      ['Zoë Brontë', 'B'],
      ['Xóchitl Tlālli', 'T'],
      ['Citlali Tlāloc', 'T'],
      ['Nguyễn Ánh', 'Á'],
      ['Søren Ørsted', 'Ø'],
      ['Łukasz Żak', 'Ż'],
      ['Şule Çelik', 'Ç'],
      ['Dvořák Čapek', 'Č'],
      ['Björk Guðmundsdóttir', 'G'],
      ['Siobhán Byrne', 'B'],
      ['Chloé Dupont', 'D'],
      ['Gülşen Yılmaz', 'Y'],
      ['Māhealani Kāne', 'K'],
      ['Иван Петров', 'П'],
      ['Μαρία Παπά', 'Π'],
      ['محمد علي', 'ع'],
      ['שרה כהן', 'כ'],
      ['李 小龍', '小'],
      ['山田 太郎', '太'],
      ['김 민호', '민'],
      ['ปริยา ใจดี', 'ใ'],
      ['प्रिया शर्मा', 'श'],
      ['Անի Սարգսյան', 'Ս'],
      ['ნინო ბერიძე', 'Ბ'],
    ] as const
  ).map(([whole, initial]): [string, string, string, string] => {
    const [given = '', family = ''] = whole.split(' ')
    return [whole, given, family, `${given} ${initial}.`]
  }),
  // Double surnames: the first of them is shown.
  ['Rosa Martínez Cruz', 'Rosa', 'Martínez Cruz', 'Rosa M.'],
  ['Luis García López', 'Luis', 'García López', 'Luis G.'],
  ['Ana Paz y Paz', 'Ana', 'Paz y Paz', 'Ana P.'],
  ['José Ortega y Gasset', 'José', 'Ortega y Gasset', 'José O.'],
  ['Eva Núñez-Peña', 'Eva', 'Núñez-Peña', 'Eva N.'],
  ['Sol Ríos - Vega', 'Sol', 'Ríos - Vega', 'Sol R.'],
  ['Juan Pérez Pérez', 'Juan', 'Pérez Pérez', 'Juan P.'],
  ['Wang Xiao Ming', 'Wang', 'Xiao Ming', 'Wang X.'],
  // Particles.
  ['María de la Cruz', 'María', 'de la Cruz', 'María D.'],
  ['Ana de los Ángeles Ruiz', 'Ana', 'de los Ángeles Ruiz', 'Ana D.'],
  ['Luis del Río', 'Luis', 'del Río', 'Luis D.'],
  ['Eva de León', 'Eva', 'de León', 'Eva D.'],
  ['Oscar de la Renta', 'Oscar', 'de la Renta', 'Oscar D.'],
  ['Carmen de Jesús', 'Carmen', 'de Jesús', 'Carmen D.'],
  ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven', 'Ludwig V.'],
  ['Vincent van der Berg', 'Vincent', 'van der Berg', 'Vincent V.'],
  ['Otto von Braun', 'Otto', 'von Braun', 'Otto V.'],
  ['Abd al-Rahman', 'Abd', 'al-Rahman', 'Abd A.'],
  ['Omar ibn Said', 'Omar', 'ibn Said', 'Omar I.'],
  ['João da Silva', 'João', 'da Silva', 'João D.'],
  ['Maria dos Santos', 'Maria', 'dos Santos', 'Maria D.'],
  ['Leonardo di Caprio', 'Leonardo', 'di Caprio', 'Leonardo D.'],
  // One name.
  ...['Rosa', 'Li', 'Xiuhcóatl', 'Sukarno', 'Ñuu', '李', 'محمد', 'X'].map((one): [string, string, string, string] => [
    one,
    one,
    '',
    one,
  ]),
  // Apostrophes and hyphens of every kind.
  ["Sinéad O'Connor", 'Sinéad', "O'Connor", 'Sinéad O.'],
  ['Sinéad O’Connor', 'Sinéad', 'O’Connor', 'Sinéad O.'],
  ["D'Angelo Russell", "D'Angelo", 'Russell', "D'Angelo R."],
  ['Ꞌyaꞌan Ñuu', 'Ꞌyaꞌan', 'Ñuu', 'Ꞌyaꞌan Ñ.'],
  ['Kaʻiulani Kahale', 'Kaʻiulani', 'Kahale', 'Kaʻiulani K.'],
  ['Jean-Luc Picard', 'Jean-Luc', 'Picard', 'Jean-Luc P.'],
  ['Jean‑Luc Picard', 'Jean‑Luc', 'Picard', 'Jean‑Luc P.'],
  ['Anne-Marie Smith-Jones', 'Anne-Marie', 'Smith-Jones', 'Anne-Marie S.'],
  // As typed: capitals are nobody's business.
  ['ROSA MARTÍNEZ', 'ROSA', 'MARTÍNEZ', 'ROSA M.'],
  ['rosa martínez', 'rosa', 'martínez', 'rosa M.'],
  ['MARÍA DE LA CRUZ', 'MARÍA', 'DE LA CRUZ', 'MARÍA D.'],
  ['rosa MARTÍNEZ CRUZ', 'rosa', 'MARTÍNEZ CRUZ', 'rosa M.'],
  ['JosÉ NÚÑez', 'JosÉ', 'NÚÑez', 'JosÉ N.'],
  ['ñico ñáñez', 'ñico', 'ñáñez', 'ñico Ñ.'],
  ['McKenzie MacArthur', 'McKenzie', 'MacArthur', 'McKenzie M.'],
  // Family name first, with a comma.
  ['Paz, Lucía', 'Lucía', 'Paz', 'Lucía P.'],
  ['Paz,Lucía', 'Lucía', 'Paz', 'Lucía P.'],
  ['Paz , Lucía', 'Lucía', 'Paz', 'Lucía P.'],
  ['PAZ, LUCÍA', 'LUCÍA', 'PAZ', 'LUCÍA P.'],
  ['Paz Cruz, Lucía María', 'Lucía María', 'Paz Cruz', 'Lucía María P.'],
  ['de la Cruz, María', 'María', 'de la Cruz', 'María D.'],
  ['DE LA CRUZ, MARÍA', 'MARÍA', 'DE LA CRUZ', 'MARÍA D.'],
  ["O'Connor, Sinéad", 'Sinéad', "O'Connor", 'Sinéad O.'],
  ['Núñez-Peña, Eva', 'Eva', 'Núñez-Peña', 'Eva N.'],
  ['Martínez, Rosa M.', 'Rosa M.', 'Martínez', 'Rosa M. M.'],
  ['Okafor，Lee', 'Lee', 'Okafor', 'Lee O.'],
  ['علي، محمد', 'محمد', 'علي', 'محمد ع.'],
  ['Paz, Lucía,', 'Lucía', 'Paz', 'Lucía P.'],
  ['Ortega y Gasset, José', 'José', 'Ortega y Gasset', 'José O.'],
  // Suffixes.
  ['Luis Paz, Jr.', 'Luis', 'Paz, Jr.', 'Luis P.'],
  ['Luis Paz Jr.', 'Luis', 'Paz Jr.', 'Luis P.'],
  ['Luis Paz, Sr', 'Luis', 'Paz, Sr', 'Luis P.'],
  ['Luis Paz III', 'Luis', 'Paz III', 'Luis P.'],
  ['Luis Paz, III', 'Luis', 'Paz, III', 'Luis P.'],
  ['Paz, Luis, Jr.', 'Luis', 'Paz Jr.', 'Luis P.'],
  ['Paz, Luis, III', 'Luis', 'Paz III', 'Luis P.'],
  ['Ana Paz, MD', 'Ana', 'Paz, MD', 'Ana P.'],
  ['Ana Paz, Ph.D.', 'Ana', 'Paz, Ph.D.', 'Ana P.'],
  ['Ana Paz, Esq.', 'Ana', 'Paz, Esq.', 'Ana P.'],
  ['Ana Paz, RN', 'Ana', 'Paz, RN', 'Ana P.'],
  ['Luis, Jr.', 'Luis', 'Jr.', 'Luis J.'],
  // Initials and abbreviations belong to the name behind them.
  ['Ma. Elena Ruiz', 'Ma. Elena', 'Ruiz', 'Ma. Elena R.'],
  ['Ma. de los Ángeles Ruiz', 'Ma. de', 'los Ángeles Ruiz', 'Ma. de L.'],
  ['J. Luis Paz', 'J. Luis', 'Paz', 'J. Luis P.'],
  ['Fco. Javier Ríos', 'Fco. Javier', 'Ríos', 'Fco. Javier R.'],
  ['Dr. Ana Paz', 'Dr. Ana', 'Paz', 'Dr. Ana P.'],
  ['Sra. Rosa Martínez', 'Sra. Rosa', 'Martínez', 'Sra. Rosa M.'],
  ['Rev. Lee Okafor', 'Rev. Lee', 'Okafor', 'Rev. Lee O.'],
  ['J. Paz', 'J.', 'Paz', 'J. P.'],
  ['Ma. Ruiz', 'Ma.', 'Ruiz', 'Ma. R.'],
  ['Rosa M. Cruz', 'Rosa', 'M. Cruz', 'Rosa M.'],
  // Nicknames.
  ['Ana "Nita" Paz', 'Ana', '"Nita" Paz', 'Ana P.'],
  ['Ana “Nita” Paz', 'Ana', '“Nita” Paz', 'Ana P.'],
  ['Ana (Nita) Paz', 'Ana', '(Nita) Paz', 'Ana P.'],
]

/** What is typed with more than a name, and the name it is. */
const cleaned: [typed: string, name: string][] = [
  ['  Rosa   Martínez  ', 'Rosa Martínez'],
  ['Rosa\u00a0Martínez', 'Rosa Martínez'],
  ['Rosa\tMartínez', 'Rosa Martínez'],
  ['Rosa\r\nMartínez', 'Rosa Martínez'],
  ['\u200bRosa\u200b Martínez', 'Rosa Martínez'],
  ['\ufeffRosa Martínez', 'Rosa Martínez'],
  ['\u202eRosa Martínez\u202c', 'Rosa Martínez'],
  ['\u200fמשה כהן\u200f', 'משה כהן'],
  ['\u2067محمد علي\u2069', 'محمد علي'],
  ['Rosa Marti\u0301nez', 'Rosa Martínez'],
  ['Rosa\u0007 Martínez', 'Rosa Martínez'],
  ['Ro\u00adsa Martínez', 'Rosa Martínez'],
]

const refused = [
  'Ana 😀',
  '😀',
  '❤️ Rosa',
  'Rosa ✊🏽',
  '👩‍👧 Paz',
  '<b>Ana</b>',
  '<script>',
  'Ana <ana@example.org>',
  '=SUM(A1)',
  '+1',
  '-x',
  '@me',
  'www.example.org',
  'evil.com',
  'http://x',
  'bit.ly/abc',
  '12',
  '85001',
  '...',
  '-',
  '?',
  '!!!',
  '(602) 555-0101',
  '_',
  '“”',
  'a'.repeat(101),
  `${'a-'.repeat(15_000)}!`,
]

/** Answers to “what is your name?” in a text, and the name in them; null: ask again. */
const texted: [text: string, name: string | null][] = [
  ['Soy Rosa Martínez', 'Rosa Martínez'],
  ['me llamo Rosa Martínez.', 'Rosa Martínez'],
  ['Mi nombre es Rosa', 'Rosa'],
  ['My name is Lee Okafor!', 'Lee Okafor'],
  ["I'm Lee Okafor", 'Lee Okafor'],
  ['MARTÍNEZ, ROSA', 'MARTÍNEZ, ROSA'],
  ...[
    'no',
    'Sí',
    'hola',
    'FIRMA',
    '85001',
    '¿Quién es?',
    'No entiendo',
    'who is this',
    '😀😀',
    'Buenas tardes',
    'gracias',
  ].map((text): [string, null] => [text, null]),
]

const mapping = guessMapping(['Name', 'Email', 'ZIP'])

test.for(names)('%s is %s, %s; everybody may see %s', ([whole, given, family, shown]) => {
  expect(splitName(whole)).toEqual({ givenName: given, familyName: family })
  expect(displayNameOf(given, family)).toBe(shown)
  // Typed whole into the field for first names, no more of it is shown.
  expect(displayNameOf(whole, '')).toBe(shown)
  expect(namePart.parse(whole)).toBe(whole)
  expect(readRow([whole, 'a@example.org', '85001'], mapping, '', 'en')).toMatchObject({
    submission: { givenName: given, familyName: family },
  })
})

test.for(cleaned)('%j is %s', ([typed, name]) => expect(namePart.parse(typed)).toBe(name))

test.for(refused)('%.40s is no name, in a form or a list', (typed) => {
  expect(namePart.safeParse(typed).success).toBe(false)
  // In a list, such a cell gives both.
  if (typed === 'Ana <ana@example.org>') return
  expect(readRow([typed, 'a@example.org', '85001'], mapping, '', 'en').outcome).toBe('invalid')
})

test.for(texted)('“%s” answers with the name %s', ([text, name]) => expect(nameIn(text)).toBe(name))
