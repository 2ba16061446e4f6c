/** Mail to troops and embassies (APO, FPO, DPO): USPS Publication 65 keeps these first three digits for it. No county. */
export function isMilitaryZip(zip: string): boolean {
  return /^(09[0-8]|340|96[2-6])\d\d$/.test(zip)
}

/** Five digits from what somebody typed (a ZIP+4 is cut), or null. */
export function readZip(typed: string): string | null {
  return /^\s*(\d{5})(?:[- ]?\d{4})?\s*$/.exec(typed)?.[1] ?? null
}
