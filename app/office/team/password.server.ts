import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import { readFields } from '~/ui/forms/form-state'

const shortestPassword = 15
/** OWASP's second recommendation for argon2id: 19 MiB, 2 passes. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2id, as a PHC string. @throws when it is too short; the form has checked that before */
export async function hashPassword(password: string): Promise<string> {
  if ([...password].length < shortestPassword) throw new Error('the password is too short')
  return hash(password, argon)
}

/** Whether it is the password of this hash; takes as long when there is none. */
export async function fitsPassword(stored: string | null, typed: string): Promise<boolean> {
  hashOfNobody ??= hash(randomBytes(20).toString('hex'), argon)
  const nobodys = await hashOfNobody
  return (await verify(stored ?? nobodys, typed, argon)) && stored !== null
}

let hashOfNobody: Promise<string> | undefined

const passwordSchema = z.object({
  password: z
    .string()
    .default('')
    .refine((password) => [...password].length >= shortestPassword, 'passwordShort')
    .refine((password) => password.length <= 500, 'passwordShort'),
})

/** Checks a new password; the error is a key under `site.errors`. */
export function readPassword(fields: Record<string, string>) {
  return readFields(passwordSchema, fields)
}
