/** Megabytes of a form with files, by what they are. */
export const mostMegabytes = { picture: 12, list: 48 }

export type UploadKind = keyof typeof mostMegabytes
