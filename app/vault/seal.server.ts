import { createSecretKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { encryptWithNonce } from './box.server'
import { envelopeAad, envelopeVersion, epochWrapKey, publicKeyFrom, rawPublicKey } from './epoch.server'

/** A public key that submissions can be sealed to: a campaign's, or the site's. */
export interface SealingKey {
  keyId: string
  /** 32 bytes, X25519. */
  publicKey: Buffer
}

/** Seals bytes so that only the worker can open them, bound to the key, the kind and the row. */
export type Seal = (to: SealingKey, kind: string, rowId: string, plain: string, now: Date) => Buffer

const epochMilliseconds = 10_000

interface Epoch {
  endsAt: number
  key: KeyObject
  header: Buffer
  counter: bigint
}

/**
 * Creates this process's sealer. For each recipient it makes a random data key per ten-second epoch, seals that key to
 * the recipient once, encrypts submissions under it with a counter as nonce, and forgets it at the end of the epoch. So a
 * submission costs one AES-256-GCM, and nobody, including this process, can open submissions of past epochs.
 */
export function createSealer(): Seal {
  const epochs = new Map<string, Epoch>()
  return (to, kind, rowId, plain, now) => {
    let epoch = epochs.get(to.keyId)
    if (!epoch || now.getTime() >= epoch.endsAt) {
      epoch = startEpoch(to, now)
      epochs.set(to.keyId, epoch)
      forgetLater(epochs, to.keyId, epoch)
    }
    const nonce = Buffer.alloc(12)
    nonce.writeBigUInt64BE(epoch.counter++, 4)
    return Buffer.concat([
      epoch.header,
      nonce,
      encryptWithNonce(epoch.key, nonce, plain, envelopeAad(to.keyId, kind, rowId)),
    ])
  }
}

/** On a quiet site no next submission would replace the key. */
function forgetLater(epochs: Map<string, Epoch>, keyId: string, epoch: Epoch): void {
  const forget = () => epochs.get(keyId) === epoch && epochs.delete(keyId)
  setTimeout(forget, epochMilliseconds).unref()
}

function startEpoch(to: SealingKey, now: Date): Epoch {
  const ephemeral = generateKeyPairSync('x25519')
  const ephemeralRaw = rawPublicKey(ephemeral.publicKey)
  const wrapKey = epochWrapKey(ephemeral.privateKey, publicKeyFrom(to.publicKey), ephemeralRaw, to.publicKey)
  const secret = randomBytes(32)
  const wrapped = encryptWithNonce(wrapKey, Buffer.alloc(12), secret, to.keyId)
  const key = createSecretKey(secret)
  secret.fill(0)
  return {
    endsAt: now.getTime() + epochMilliseconds,
    key,
    header: Buffer.concat([Buffer.of(envelopeVersion), ephemeralRaw, wrapped]),
    counter: 0n,
  }
}
