import path from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'

const here = (folder) => path.resolve(import.meta.dirname, folder)

/** The Vite configuration of the site: `remix vite:build -c remix.config.js`. */
export default defineConfig({
  resolve: { alias: { '~': here('app'), '#db': here('db'), '#emails': here('emails') } },
  plugins: [
    remix({
      // The public site and the office are two programs: what opens people is not in the first.
      serverBundles: ({ branch }) =>
        branch.some((route) => route.id.startsWith('routes/office')) ? 'office' : 'public',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  build: { target: 'es2022', assetsInlineLimit: 0 },
})
