import path from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import { future, siteOf } from './app/builds.mjs'

const here = (folder) => path.resolve(import.meta.dirname, folder)

/** The Vite configuration of the site: `remix vite:build -c remix.config.js`. */
export default defineConfig({
  resolve: { alias: { '~': here('app'), '#db': here('db'), '#emails': here('emails') } },
  plugins: [
    remix({
      // Remix empties it at each build, so nothing else may be in it.
      buildDirectory: 'build/site',
      serverBundles: ({ branch }) => (branch.some(({ id }) => siteOf(id) === 'office') ? 'office' : 'public'),
      future,
    }),
  ],
  define: { scriptNames: process.env.SCRIPT_NAMES ?? '{}' },
  build: { target: 'es2022', assetsInlineLimit: 0 },
})
