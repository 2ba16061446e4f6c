import pg from 'pg'

/**
 * A connection of its own, outside of every pool; not connected yet.
 *
 * @param url postgres:// URL
 */
export function oneClient(url: string, more: pg.ClientConfig = {}): pg.Client {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, ...more })
  // A connection may break while nobody waits for an answer; without a listener that would end the process. Whoever asks
  // next gets the error.
  client.on('error', () => {})
  return client
}
