/**
 * The demo's places: two fictional counties and a city; neither maps nor lists of Open Civic Data ids contain them. Every
 * public page says so while their officials are on the site.
 */
export const demoPlaces = {
  saguaro: {
    id: 'ocd-division/country:us/state:az/county:saguaro',
    kind: 'county',
    name: 'Saguaro County',
    slug: 'az-saguaro-county',
  },
  mesquite: {
    id: 'ocd-division/country:us/state:az/county:mesquite',
    kind: 'county',
    name: 'Mesquite County',
    slug: 'az-mesquite-county',
  },
  ocotillo: {
    id: 'ocd-division/country:us/state:az/place:ocotillo',
    kind: 'place',
    name: 'Ocotillo',
    slug: 'az-ocotillo',
  },
} as const
