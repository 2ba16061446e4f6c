import sheet from './office.css?inline'

/** The one style of the office, inlined in its pages. */
export const officeStyle = sheet.trim()
