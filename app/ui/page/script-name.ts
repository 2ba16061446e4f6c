/** By path, from the build; not there in `npm run dev` and in tests. */
declare const scriptNames: Record<string, string> | undefined

/** The path to load a script from: named by its content, so that a browser asks for each version once. */
export function scriptName(path: string): string {
  return (typeof scriptNames === 'undefined' ? undefined : scriptNames[path]) ?? path
}
