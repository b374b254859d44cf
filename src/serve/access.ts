/** What one may be allowed to do in a workspace. */
export const PERMISSIONS = ['read', 'write', 'accounts', 'roles', 'system', 'trail'] as const
export type Permission = (typeof PERMISSIONS)[number]

export const ROLES = ['owner', 'member', 'viewer', 'system-admin', 'security-admin', 'audit-admin', 'pending'] as const
export type Role = (typeof ROLES)[number]

const RIGHTS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  member: ['read', 'write'],
  viewer: ['read'],
  'system-admin': ['accounts', 'system'],
  'security-admin': ['roles'],
  'audit-admin': ['trail'],
  pending: [],
}

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text)

/** The rights of a role. Where the three administrators are separate, an owner keeps to the work itself. */
export function rightsOf(role: string | undefined, separated: boolean): readonly Permission[] {
  if (role === undefined || !isRole(role)) return []
  return role === 'owner' && separated ? RIGHTS.member : RIGHTS[role]
}

/** The roles that can be given in a workspace, and the one an account starts with. */
export const givenRoles = (separated: boolean): readonly Role[] =>
  separated ? ROLES : ROLES.filter((r) => r !== 'pending' && !r.endsWith('-admin'))
