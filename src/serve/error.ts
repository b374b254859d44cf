import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { fill, type Text } from '../law/text.ts'

/** What a request can be answered with when it is not done: status, and what to do. */
const ERRORS = {
  host: [403, { zh: '本服务只应答自己的地址', en: 'this server answers under its own address only' }],
  'signed-out': [401, { zh: '请先登录', en: 'sign in first' }],
  'not-allowed': [403, { zh: '没有这项权限', en: 'this is not among your rights' }],
  csrf: [403, { zh: '页面已过期：请刷新后重试', en: 'the page is out of date: load it again' }],
  missing: [404, { zh: '没有找到', en: 'there is no such thing' }],
  shape: [400, { zh: '{at} 不合要求：{zh}', en: '{at} does not fit: {en}' }],
  json: [400, { zh: '请求内容不是 JSON', en: 'the body is no JSON' }],
  type: [415, { zh: '请以 {type} 发送', en: 'send it as {type}' }],
  large: [413, { zh: '超过 {limit} 字节', en: 'larger than {limit} bytes' }],
  slow: [408, { zh: '发送太慢', en: 'sent too slowly' }],
  busy: [503, { zh: '正在处理的太多：请稍后再试', en: 'too much at once: try again in a while' }],
  taken: [409, { zh: '{what}已存在', en: '{what} exists already' }],
  changed: [409, { zh: '已被他人修改：请刷新后重试', en: 'somebody else changed it first: load it again' }],
  wrong: [401, { zh: '账号或密码不对', en: 'the name or the password is wrong' }],
  locked: [429, { zh: '多次输错，已锁定15分钟', en: 'too many wrong passwords: locked for 15 minutes' }],
  link: [401, { zh: '登录链接已用过或已过期', en: 'this link was used or is too old' }],
  'local-off': [
    403,
    {
      zh: '本服务已停用本地账号：请通过身份提供方登录',
      en: 'local accounts are switched off: sign in with the identity provider',
    },
  ],
  vouched: [
    403,
    {
      zh: '这个账号通过身份提供方登录，不设密码',
      en: 'this account signs in with the identity provider and has no password',
    },
  ],
  oidc: [
    401,
    {
      zh: '通过身份提供方登录没有完成（{why}）：请重新登录；仍不行请把括号内的词告诉管理员',
      en: 'the identity provider’s sign-in was not completed ({why}): start again, or tell an administrator the word in brackets',
    },
  ],
  'oidc-down': [
    502,
    {
      zh: '无法使用身份提供方（{why}）：请稍后再试，或联系管理员',
      en: 'the identity provider cannot be used ({why}): try again in a while, or tell an administrator',
    },
  ],
  storage: [
    503,
    {
      zh: '存放上传文件的存储暂不可用（{why}）：请稍后再试，或联系管理员',
      en: 'the storage of uploads cannot be used ({why}): try again in a while, or tell an administrator',
    },
  ],
  last: [409, { zh: '这个角色至少保留一名能够操作的人', en: 'somebody who can act has to keep this role' }],
  elsewhere: [
    409,
    {
      zh: '这个账号还在其他工作区：由平台管理员或者同时管理这些工作区的人停用',
      en: 'this account works in other workspaces too: an operator disables it, or somebody who has this right in all of them',
    },
  ],
  held: [
    409,
    {
      zh: '这个账号由平台管理员停用：只由平台管理员恢复',
      en: 'an operator disabled this account: only an operator enables it',
    },
  ],
  ended: [409, { zh: '任务已结束', en: 'the job has ended' }],
  gone: [410, { zh: '案件内容已于{on}删除：{reason}', en: 'the case was erased on {on}: {reason}' }],
  erased: [
    409,
    {
      zh: '内容已经删除，或者不是可删除的步骤',
      en: 'that was erased before, or is no step whose content can be erased',
    },
  ],
  altered: [
    409,
    {
      zh: '案卷与签名的账本不符（{where}）：请用 guiju case verify 查明',
      en: 'the case is not what the signed ledger holds ({where}): find out with guiju case verify',
    },
  ],
  unwritable: [
    507,
    {
      zh: '存储写不进去（{why}），没有记录：请腾出空间后重试',
      en: 'the store cannot be written ({why}) and nothing was recorded: make room and try again',
    },
  ],
  refused: [422, { zh: '{zh}', en: '{en}' }],
} as const satisfies Record<string, readonly [ContentfulStatusCode, Text]>

export type ErrorCode = keyof typeof ERRORS

export class ApiError extends Error {
  readonly code: ErrorCode
  readonly status: ContentfulStatusCode
  readonly text: Text
  constructor(code: ErrorCode, values: Readonly<Record<string, string | number>> = {}) {
    const [status, text] = ERRORS[code]
    const filled = fill(text, values)
    super(filled.en)
    this.code = code
    this.status = status
    this.text = filled
  }
}
