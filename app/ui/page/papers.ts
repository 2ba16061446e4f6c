/** Background colors of `public.css`, light and dark. */
export const lightPaper = '#f7f0e1'
export const darkPaper = '#191714'

/** The color of pages that belong to no campaign. */
export const houseColour = '#c93a1d'
