/** The version of Meta's Graph API that Nadi's own calls name; what passes through names its own. */
export const graphVersion = 'v23.0'
