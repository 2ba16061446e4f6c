/** Why a keyring does not open its database: missing, unreadable, damaged, or another installation's. */
export type Unopened = 'lost' | 'unreadable' | 'broken' | 'not-ours'

const goesOn = 'people go on signing meanwhile, and nothing that they send is lost'
const fromCopy = 'from the copy that you keep apart from the backups of the database'

/**
 * Tells the server's administrator what to do.
 *
 * @param user the user who runs Firme there
 */
export function keyringWords(why: Unopened, file: string, user: string): string {
  switch (why) {
    case 'lost':
      return `${file} is missing, and no other keyring opens this database: put that file back ${fromCopy}; ${goesOn}.`
    case 'unreadable':
      return `${file} cannot be read by this user: chown ${user} ${file} && chmod 600 ${file}; ${goesOn}.`
    case 'broken':
      return `${file} is damaged, there is no keyring in it: put it back ${fromCopy}; ${goesOn}.`
    case 'not-ours':
      return `${file} is the keyring of another installation and opens nothing here: put this database's own back ${fromCopy}; ${goesOn}.`
  }
}

/** The same while a process still holds the keyring in memory. */
export function heldKeyringWords(why: Unopened, file: string, user: string): string {
  return `nobody could be read any more after the next start: ${keyringWords(why, file, user)}`
}
