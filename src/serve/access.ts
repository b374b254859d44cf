import type { Text } from '../law/text.ts'

/** What one may be allowed to do in a workspace. */
export const PERMISSIONS = ['read', 'write', 'accounts', 'roles', 'system', 'trail'] as const
export type Permission = (typeof PERMISSIONS)[number]

export const PERMISSION_NAMES: Readonly<Record<Permission, Text>> = {
  read: { zh: '查看对象、结果和案件', en: 'read subjects, results and cases' },
  write: { zh: '上传、检查、登记案件', en: 'upload, audit, record in cases' },
  accounts: { zh: '开立和移除账号', en: 'open and remove accounts' },
  roles: { zh: '授予角色', en: 'give roles' },
  system: { zh: '更名和删除工作区', en: 'rename and remove the workspace' },
  trail: { zh: '查看操作记录', en: 'read the trail' },
}

export const ROLES = ['owner', 'member', 'viewer', 'system-admin', 'security-admin', 'audit-admin', 'pending'] as const
export type Role = (typeof ROLES)[number]

/** The three administrators: none of them can both act and judge the trace of it. */
export const ROLE_NAMES: Readonly<Record<Role, Text>> = {
  owner: { zh: '负责人', en: 'Owner' },
  member: { zh: '成员', en: 'Member' },
  viewer: { zh: '只读', en: 'Viewer' },
  'system-admin': { zh: '系统管理员', en: 'System administrator' },
  'security-admin': { zh: '安全管理员', en: 'Security administrator' },
  'audit-admin': { zh: '审计管理员', en: 'Audit administrator' },
  pending: { zh: '待授权', en: 'Not yet given a role' },
}

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
