import { Nadi } from '@nadi/sdk'

/** Speaks to the server that the page came from, in the name of whoever signed in. */
export const api = new Nadi({ url: '' })
