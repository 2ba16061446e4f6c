/**
 * A cell that no spreadsheet takes for a formula: an apostrophe goes before any character that starts one, at the start
 * of the text and wherever a reader that splits at semicolons, tabs or the like would start a cell (as in countries
 * with decimal commas).
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function safeCell(text: string): string {
  return text.replace(/(^|[\s;,|"])(?='*[=+\-@＝＋－＠])/g, "$1'")
}

/** The text of a cell that `safeCell` wrote, without the apostrophes that it added. */
export function textOfCell(cell: string): string {
  return cell.replace(/(^|[\s;,|"])'(?='*[=+\-@＝＋－＠])/g, '$1')
}
