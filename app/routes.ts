import { flatRoutes } from '@remix-run/fs-routes'

/** Maps URLs to modules by Remix's flat file names in `routes/`. */
export default flatRoutes()
