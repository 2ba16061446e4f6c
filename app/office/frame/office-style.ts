import sheet from './office.css?inline'

/** The office's only stylesheet, inlined in its pages. */
export const officeStyle = sheet.trim()
