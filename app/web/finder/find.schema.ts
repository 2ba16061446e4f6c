import { z } from 'zod'
import { readZip } from '~/geography/zip'
import { typedLine } from '~/ui/forms/typed-text'

const zip = typedLine(20, 'postalCodeWrong').transform((typed, context) => {
  const read = readZip(typed)
  if (read) return read
  context.addIssue({ code: 'custom', message: typed === '' ? 'postalCodeHere' : 'postalCodeWrong' })
  return z.NEVER
})

/** A ZIP as typed. Messages are keys under `site.errors`. */
export const findByZipSchema = z.object({ zip })

const degrees = (most: number) =>
  z
    .string()
    .max(40, { abort: true })
    .regex(/^-?\d{1,3}(\.\d+)?$/)
    .transform((text) => Math.round(Number(text) * 100) / 100)
    .refine((value) => Math.abs(value) <= most)

/** A location from the browser: rounded to about a kilometer here too, whatever was sent. */
export const findByPointSchema = z.object({ lat: degrees(90), lon: degrees(180) })
