import roles from '../../law/roles.json' with { type: 'json' }
import type { Text } from './text.ts'

/** Who bears a norm or may rely on it: one vocabulary for all instruments. */
export type RoleId = keyof typeof roles

/** The name of a role. */
export const roleName = (id: RoleId): Text => roles[id]

/** All roles, in the order of the vocabulary. */
export const ROLE_IDS = Object.keys(roles) as readonly RoleId[]

export const isRoleId = (id: string): id is RoleId => Object.hasOwn(roles, id)
