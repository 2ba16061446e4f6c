import { expect, test } from 'vitest'
import { addressee } from '~/actions/petitions/petition-view'

test.for([
  ['es', 'El alguacil (sheriff) del condado de Mesquite', 'Al alguacil (sheriff) del condado de Mesquite'],
  ['es', 'el concejo municipal de Ocotillo', 'Al concejo municipal de Ocotillo'],
  ['es', 'Elena Paz, alguacil', 'A Elena Paz, alguacil'],
  ['es', 'La junta del condado', 'A La junta del condado'],
  ['es', 'El Paso County Sheriff’s Office', 'A El Paso County Sheriff’s Office'],
  ['en', 'El Paso County', 'To El Paso County'],
] as const)('in %s, a petition to “%s” is headed “%s”', ([language, target, said]) => {
  const { to, name } = addressee(language, target)
  expect(`${to} ${name}`).toBe(said)
})
