import { expect, test } from 'vitest'
import { placeName, placeNameWithin, stateName } from '~/geography/place-name'

test.each([
  ['county', 'Maricopa County', 'Condado de Maricopa', 'condado de Maricopa'],
  ['county', 'Saguaro County', 'Condado de Saguaro', 'condado de Saguaro'],
  ['county', 'Orleans Parish', 'Parroquia de Orleans', 'parroquia de Orleans'],
  ['county', 'Kodiak Island Borough', 'Borough de Kodiak Island', 'borough de Kodiak Island'],
  ['county', 'Juneau City and Borough', 'Ciudad y borough de Juneau', 'ciudad y borough de Juneau'],
  ['county', 'Nome Census Area', 'Área censal de Nome', 'área censal de Nome'],
  ['county', 'Mayagüez Municipio', 'Municipio de Mayagüez', 'municipio de Mayagüez'],
  ['county', 'Carson City', 'Carson City', 'Carson City'],
  ['county', 'District of Columbia', 'Distrito de Columbia', 'Distrito de Columbia'],
  ['place', 'Ocotillo', 'Ocotillo', 'Ocotillo'],
  ['place', 'Kansas City', 'Kansas City', 'Kansas City'],
  ['place', 'Orange County', 'Orange County', 'Orange County'],
  ['state', 'New Mexico', 'Nuevo México', 'Nuevo México'],
  ['state', 'Texas', 'Texas', 'Texas'],
])(
  'a %s, %s, is %s in Spanish, and %s within a line; in English it keeps its own name',
  (kind, name, alone, within) => {
    expect([placeName('es', { name, kind }), placeNameWithin('es', { name, kind })]).toEqual([alone, within])
    expect([placeName('en', { name, kind }), placeNameWithin('en', { name, kind })]).toEqual([name, name])
    if (kind === 'state') expect(stateName('es', name)).toBe(alone)
  },
)
