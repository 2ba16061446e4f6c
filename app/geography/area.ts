/**
 * The area under which counts are kept: the first three digits of the ZIP, or 'abroad'. About as many people as a
 * county.
 */
export function areaOf(postalCode: string, country: 'US' | 'abroad'): string {
  return country === 'US' ? postalCode.slice(0, 3) : 'abroad'
}
