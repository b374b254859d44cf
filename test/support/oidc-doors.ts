import type { Doors } from '../../src/serve/oidc/settings.ts'

export const SECRET = 'a secret of the client'

/** A server that is told of a provider. */
export const oidcDoors = (issuer: string, of: Partial<NonNullable<Doors['oidc']>> = {}): Doors => ({
  localAccounts: true,
  oidc: {
    issuer,
    client: 'guiju',
    secret: SECRET,
    name: { zh: '企业账号', en: 'Company account' },
    scope: 'openid profile',
    claim: 'groups',
    allowPrivate: true,
    rows: [
      { value: 'staff', workspace: 'main', role: 'member' },
      { value: 'staff', workspace: 'apart', role: 'owner' },
      { value: 'chiefs', workspace: 'main', role: 'owner' },
    ],
    ...of,
  },
})
