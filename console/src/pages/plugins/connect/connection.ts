/** What a person tells of the account to connect. */
export interface Connection {
  name: string
  wabaId: string
  accessToken: string
  appId: string
  appSecret: string
  verifyToken: string
  graphUrl: string
  /** short id; empty: none */
  leadProcedure: string
}

export const emptyConnection = (): Connection => ({
  name: '',
  wabaId: '',
  accessToken: '',
  appId: '',
  appSecret: '',
  verifyToken: suggestVerifyToken(),
  graphUrl: '',
  leadProcedure: '',
})

/** Nobody needs to remember it: Meta gets it with the subscription. */
function suggestVerifyToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

/** Which step has the field that was refused. */
export const stepOfField: Readonly<Record<string, number>> = {
  name: 0,
  wabaId: 0,
  accessToken: 0,
  appId: 1,
  appSecret: 1,
  verifyToken: 1,
  graphUrl: 1,
  leadProcedure: 2,
}

/** The fields as the API takes them: what is empty is left out. */
export function bodyOf({ wabaId, accessToken, ...rest }: Connection) {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== '')) as Partial<
    typeof rest
  >
  return { wabaId: wabaId.trim(), accessToken: accessToken.trim(), ...given }
}
