/**
 * A cell that no spreadsheet takes for a formula: an apostrophe goes before a sign with which one begins, at the start and
 * wherever a reader that separates by semicolons, tabs or something else would begin a cell (as in countries where a
 * comma is in every number).
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function safeCell(text: string): string {
  return text.replace(/(^|[\s;,|"])(?=[=+\-@＝＋－＠])/g, "$1'")
}
