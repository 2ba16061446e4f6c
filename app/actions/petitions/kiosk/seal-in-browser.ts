/** A campaign's public key, which the page gives the browser for sealing. */
export interface PublicSealingKey {
  keyId: string
  /** 32 bytes, X25519, base64url. */
  publicKey: string
}

/** A sealed submission that only the worker can open, ready to store and send. */
export interface SealedInBrowser {
  id: string
  /** Envelope as `vault/epoch.server.ts` describes it, base64url. */
  sealed: string
}

const version = 1
const info = 'firme intake epoch v1'

/**
 * Seals a submission to a campaign in the browser, in the same envelope as the web process: X25519 and HKDF-SHA256 wrap
 * a fresh AES-256-GCM key, bound to key, kind and row. The browser cannot open it again.
 *
 * @throws when the browser has no X25519 (most before 2025)
 */
export async function sealInBrowser(to: PublicSealingKey, kind: string, plain: string): Promise<SealedInBrowser> {
  const id = crypto.randomUUID()
  const recipient = bytesOf(to.publicKey)
  const pair = (await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits'])) as CryptoKeyPair
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const theirs = await crypto.subtle.importKey('raw', recipient, { name: 'X25519' }, false, [])
  const shared = await crypto.subtle.deriveBits({ name: 'X25519', public: theirs }, pair.privateKey, 256)
  const wrapKey = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: joined(ephemeral, recipient), info: utf8(info) },
    await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']),
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  )
  const dataKey = crypto.getRandomValues(new Uint8Array(32))
  // The wrapping key is used only once, so a zero nonce is safe.
  const wrapped = await encrypt(wrapKey, new Uint8Array(12), dataKey, to.keyId)
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const box = await encrypt(
    await crypto.subtle.importKey('raw', dataKey, 'AES-GCM', false, ['encrypt']),
    nonce,
    utf8(plain),
    `${to.keyId} ${kind} ${id}`,
  )
  return { id, sealed: textOf(joined(Uint8Array.of(version), ephemeral, wrapped, nonce, box)) }
}

async function encrypt(
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
  plain: Uint8Array<ArrayBuffer>,
  aad: string,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(aad) }, key, plain))
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
}

function textOf(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
