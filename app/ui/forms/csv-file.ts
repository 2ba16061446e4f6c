/** A CSV file to be saved. @param name without its ending */
export function csvFile(name: string, csv: string, headers: Record<string, string> = {}): Response {
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      ...headers,
    },
  })
}
