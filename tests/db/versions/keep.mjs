// Prints a database as rows, for the test that brings it up to date with what came later:
//
//   node tests/db/versions/keep.mjs postgres://… keyring.json > tests/db/versions/YYYY-MM-DD.json
//
// Only of a demo: everybody in it is made up. Long lists that every database has, such as ZIPs, are left out.
import { readFileSync } from 'node:fs'
import pg from 'pg'

const [, , url, keyringFile] = process.argv
const longest = 400
const db = new pg.Client({ connectionString: url })
await db.connect()
const { rows: tables } = await db.query(
  `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%' order by 1`,
)
const kept = {}
for (const { name } of tables) {
  const { rows } = await db.query(`select row_to_json(t) as row from "${name}" as t limit ${longest + 1}`)
  if (rows.length > 0 && rows.length <= longest) kept[name] = rows.map(({ row }) => row)
}
const { rows: migrations } = await db.query('select name from kysely_migration order by name')
await db.end()
const lines = Object.entries(kept).map(
  ([table, rows]) =>
    `  ${JSON.stringify(table)}: [\n${rows.map((row) => `   ${JSON.stringify(row)}`).join(',\n')}\n  ]`,
)
process.stdout.write(
  `{\n "lastMigration": ${JSON.stringify(migrations.at(-1).name)},\n "keyring": ${JSON.stringify(JSON.parse(readFileSync(keyringFile, 'utf8')))},\n "tables": {\n${lines.join(',\n')}\n }\n}\n`,
)
