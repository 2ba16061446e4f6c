/** The text with full-width and Arabic digits written as 0–9. Other signs may change to their plain form too (NFKC). */
export function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}
