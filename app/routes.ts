import { flatRoutes } from '@remix-run/fs-routes'

/** URL → module, by Remix's flat file names in `routes/`. */
export default flatRoutes()
