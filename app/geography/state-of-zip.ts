/** Ranges of three-digit ZIP prefixes by state or territory (USPS Publication 65). Military mail has no state. */
const ranges: readonly [from: number, to: number, state: string][] = [
  [5, 5, 'NY'],
  [6, 7, 'PR'],
  [8, 8, 'VI'],
  [9, 9, 'PR'],
  [10, 27, 'MA'],
  [28, 29, 'RI'],
  [30, 38, 'NH'],
  [39, 49, 'ME'],
  [50, 54, 'VT'],
  [55, 55, 'MA'],
  [56, 59, 'VT'],
  [60, 62, 'CT'],
  [63, 63, 'NY'],
  [64, 69, 'CT'],
  [70, 89, 'NJ'],
  [100, 149, 'NY'],
  [150, 196, 'PA'],
  [197, 199, 'DE'],
  [200, 200, 'DC'],
  [201, 201, 'VA'],
  [202, 205, 'DC'],
  [206, 219, 'MD'],
  [220, 246, 'VA'],
  [247, 268, 'WV'],
  [270, 289, 'NC'],
  [290, 299, 'SC'],
  [300, 319, 'GA'],
  [320, 339, 'FL'],
  [341, 349, 'FL'],
  [350, 369, 'AL'],
  [370, 385, 'TN'],
  [386, 397, 'MS'],
  [398, 399, 'GA'],
  [400, 427, 'KY'],
  [430, 459, 'OH'],
  [460, 479, 'IN'],
  [480, 499, 'MI'],
  [500, 528, 'IA'],
  [530, 549, 'WI'],
  [550, 567, 'MN'],
  [570, 577, 'SD'],
  [580, 588, 'ND'],
  [590, 599, 'MT'],
  [600, 629, 'IL'],
  [630, 658, 'MO'],
  [660, 679, 'KS'],
  [680, 693, 'NE'],
  [700, 714, 'LA'],
  [716, 729, 'AR'],
  [730, 732, 'OK'],
  [733, 733, 'TX'],
  [734, 749, 'OK'],
  [750, 799, 'TX'],
  [800, 816, 'CO'],
  [820, 831, 'WY'],
  [832, 838, 'ID'],
  [840, 847, 'UT'],
  [850, 865, 'AZ'],
  [870, 884, 'NM'],
  [885, 885, 'TX'],
  [889, 898, 'NV'],
  [900, 961, 'CA'],
  [967, 968, 'HI'],
  [969, 969, 'GU'],
  [970, 979, 'OR'],
  [980, 994, 'WA'],
  [995, 999, 'AK'],
]

/**
 * Exceptions within those ranges: American Samoa in Hawaii's; the Northern Marianas and three independent nations
 * (Palau, Micronesia, the Marshall Islands) in Guam's.
 */
const apart: Readonly<Record<string, string | null>> = {
  '96799': 'AS',
  '96950': 'MP',
  '96951': 'MP',
  '96952': 'MP',
  '96939': null,
  '96940': null,
  '96941': null,
  '96942': null,
  '96943': null,
  '96944': null,
  '96960': null,
  '96970': null,
}

/** Time zone of each territory. Time zone maps give American Samoa its neighbor's zone, a day ahead. */
export const territoryTimeZone: Readonly<Record<string, string>> = {
  PR: 'America/Puerto_Rico',
  VI: 'America/Puerto_Rico',
  GU: 'Pacific/Guam',
  MP: 'Pacific/Guam',
  AS: 'Pacific/Pago_Pago',
}

/**
 * The two-letter state code of a ZIP, or null for military mail and unused numbers. A few ZIPs cross a state line; this
 * is only where the post office is: good enough to show beside a name, never to find an official.
 */
export function stateOfZip(postalCode: string): string | null {
  const prefix = Number(postalCode.slice(0, 3))
  if (postalCode.length !== 5 || Number.isNaN(prefix)) return null
  if (postalCode in apart) return apart[postalCode] ?? null
  if (/^(09[0-8]|340|96[2-6])/.test(postalCode)) return null
  return ranges.find(([from, to]) => prefix >= from && prefix <= to)?.[2] ?? null
}
