// Where the time of one signature goes, in microseconds a call on this machine. Bundled and run by run.mjs.
import { generateKeyPairSync } from 'node:crypto'
import { readSignForm } from '~/actions/petitions/sign.schema'
import { signatureSubmission } from '~/actions/petitions/signature-submission'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import { rawPublicKey } from '~/vault/epoch.server'
import { createSealer } from '~/vault/seal.server'
import { formBody } from '~/web/http/form-body'
import { openRateLimits } from '~/web/http/rate-limits.server'

const calls = 50_000
const body = Buffer.from(
  'given_name=Rosa&family_name=Mart%C3%ADnez&email=rosa%40example.org&phone=&postal_code=85001&comments=Mi+hijo+no+durmi%C3%B3.&consent_email=1',
)
const now = new Date()
const key = { keyId: 'bench', publicKey: rawPublicKey(generateKeyPairSync('x25519').publicKey) }
const seal = createSealer()
const limits = openRateLimits()

const offers = { comment: true, names: true, phone: true, network: false }

const form = formBody(body)
if (form.outcome !== 'read') throw new Error('the form of the bench does not parse')
const read = readSignForm(offers, form.fields)
if (read.outcome === 'invalid') throw new Error('the form of the bench is not valid')
const plain = JSON.stringify(signatureSubmission('p', 'es', read.value, null, consentTextVersion))

const parts: Record<string, (call: number) => unknown> = {
  'parse the form': () => formBody(body),
  'count its source': (call) => limits.signing(`10.${(call >> 16) & 255}.${(call >> 8) & 255}.${call & 255}`, now),
  'validate it': () => readSignForm(offers, form.fields),
  'write it as JSON': () => JSON.stringify(signatureSubmission('p', 'es', read.value, null, consentTextVersion)),
  'seal it': () => seal(key, 'signature', 'row', plain, now),
}

for (const [name, part] of Object.entries(parts)) {
  for (let call = 0; call < 5_000; call += 1) await part(call)
  const startedAt = process.hrtime.bigint()
  for (let call = 0; call < calls; call += 1) await part(call)
  const each = Number(process.hrtime.bigint() - startedAt) / calls / 1_000
  process.stdout.write(`  ${name.padEnd(18)} ${each.toFixed(1)} µs\n`)
}
