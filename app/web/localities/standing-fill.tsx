import type { CountyStanding } from '~/campaigns/policies/by-county'

/**
 * The patterns of a county's standing as SVG, drawn in the colors around them: a map is read by pattern where its colors
 * cannot be told apart, and on paper.
 */
export const patterns = [
  '<pattern id="helps" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="var(--paper)"/><rect width="2.6" height="4" fill="var(--ink)"/></pattern>',
  '<pattern id="both" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="var(--hot)"/><rect width="1.8" height="4" fill="var(--ink)"/></pattern>',
  '<pattern id="by-law" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="var(--paper)"/><circle cx="2.5" cy="2.5" r="1.5" fill="var(--hot)"/></pattern>',
  '<pattern id="barred" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="var(--paper)"/><rect width="5" height="1" fill="var(--soft)"/></pattern>',
].join('')

/** What a county is filled with. @param standing null: we know of nothing */
export function fillOf(standing: CountyStanding | null): string {
  return standing === null ? 'var(--field)' : standing === 'limits' ? 'var(--hot)' : `url(#${standing})`
}

/** The patterns, once for a page. */
export function Patterns() {
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false" className="patterns">
      <defs dangerouslySetInnerHTML={{ __html: patterns }} />
    </svg>
  )
}
