import type { Text } from '../../law/text.ts'

/** The three administrators: none of them can both act and judge the trace of it. */
export const ROLE_TITLES: Readonly<Record<string, Text>> = {
  owner: { zh: '负责人', en: 'Owner' },
  member: { zh: '成员', en: 'Member' },
  viewer: { zh: '只读', en: 'Viewer' },
  'system-admin': { zh: '系统管理员', en: 'System administrator' },
  'security-admin': { zh: '安全管理员', en: 'Security administrator' },
  'audit-admin': { zh: '审计管理员', en: 'Audit administrator' },
  pending: { zh: '待授权', en: 'Not yet given a role' },
}

export const RIGHT_NAMES: Readonly<Record<string, Text>> = {
  read: { zh: '查看对象、结果和案件', en: 'read subjects, results and cases' },
  write: { zh: '上传、检查、登记案件', en: 'upload, audit, record in cases' },
  accounts: { zh: '开立和移除账号', en: 'open and remove accounts' },
  roles: { zh: '授予角色', en: 'give roles' },
  system: { zh: '更名和删除工作区', en: 'rename and remove the workspace' },
  trail: { zh: '查看操作记录', en: 'read the trail' },
}
