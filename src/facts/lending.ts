import { type Derived, group } from './derive.ts'
import { entity, field, type Handle, handle } from './entity.ts'
import type { FactList, Row } from './row.ts'

/** Loan books: banks, the partners they lend with, loans, and what a bank has lent together with one partner. */

export const bankEntity = entity({
  name: 'bank',
  title: { zh: '银行', en: 'bank' },
  key: 'bankId',
  fields: {
    bankId: field.text({ zh: '银行编号', en: 'bank id' }),
    kind: field.choice(
      { zh: '机构类型', en: 'kind of institution' },
      {
        local: { zh: '地方法人银行', en: 'local bank' },
        national: { zh: '全国性银行', en: 'national bank' },
        'foreign-branch': { zh: '外国银行分行', en: 'branch of a foreign bank' },
        trust: { zh: '信托公司', en: 'trust company' },
        'consumer-finance': { zh: '消费金融公司', en: 'consumer finance company' },
        'auto-finance': { zh: '汽车金融公司', en: 'auto finance company' },
      },
    ),
    region: field.text({ zh: '注册地', en: 'place of registration' }),
    onlineOnlyExempt: field.boolean({
      zh: '无实体经营网点、业务主要在线上开展且符合其他规定条件',
      en: 'it has no physical outlets, works mainly online and meets the other conditions set',
    }),
    noOutlets: field.boolean({ zh: '无实体经营网点', en: 'it has no physical outlets' }),
    mainlyOnline: field.boolean({ zh: '业务主要在线上开展', en: 'it works mainly online' }),
    otherConditionsMet: field.boolean({
      zh: '符合监管规定的其他条件',
      en: 'it meets the other conditions the regulator set',
    }),
    netTier1Capital: field.decimal(
      { zh: '一级资本净额', en: 'net tier 1 capital' },
      {
        scale: 2,
        unit: 'CNY',
        how: { zh: '提供报告期末的一级资本净额', en: 'supply net tier 1 capital at the end of the period' },
      },
    ),
    totalLoans: field.decimal(
      { zh: '全部贷款余额', en: 'balance of all loans' },
      {
        scale: 2,
        unit: 'CNY',
        minimum: 0,
        how: { zh: '提供含线下业务的全部贷款余额', en: 'supply the balance of all loans, offline ones included' },
      },
    ),
  },
})

export const partnerEntity = entity({
  name: 'partner',
  title: { zh: '合作机构', en: 'partner' },
  key: 'partnerId',
  fields: {
    partnerId: field.text({ zh: '合作机构编号', en: 'partner id' }),
    groupId: field.text(
      { zh: '所属关联方集团', en: 'group of affiliates' },
      {
        optional: true,
        how: {
          zh: '补充合作机构的关联方集团；没有关联方的留空',
          en: 'supply the partner’s group of affiliates; leave it empty where there is none',
        },
      },
    ),
  },
})

export const loanEntity = entity({
  name: 'loan',
  title: { zh: '贷款', en: 'loan' },
  key: 'loanId',
  fields: {
    loanId: field.text({ zh: '贷款编号', en: 'loan id' }),
    bankId: field.text({ zh: '银行编号', en: 'bank id' }),
    partnerId: field.text(
      { zh: '合作机构编号', en: 'partner id' },
      {
        optional: true,
        how: {
          zh: '补充合作机构编号；银行独自出资的留空',
          en: 'supply the partner id; leave it empty where the bank lends alone',
        },
      },
    ),
    amount: field.decimal({ zh: '贷款金额', en: 'amount of the loan' }, { scale: 2, unit: 'CNY', minimum: 0 }),
    partnerAmount: field.decimal(
      { zh: '合作方出资额', en: 'amount funded by the partner' },
      { scale: 2, unit: 'CNY', minimum: 0 },
    ),
    balance: field.decimal({ zh: '本行贷款余额', en: 'bank’s own balance' }, { scale: 2, unit: 'CNY', minimum: 0 }),
    borrowerRegion: field.text({ zh: '借款人所在地', en: 'borrower’s region' }),
    issuedOn: field.date({ zh: '发放日', en: 'day of issue' }),
    partnerRole: field.choice(
      { zh: '合作方角色', en: 'role of the partner' },
      {
        funding: { zh: '共同出资', en: 'funding' },
        marketing: { zh: '营销获客', en: 'marketing' },
        guarantee: { zh: '担保增信', en: 'guarantee' },
        collection: { zh: '逾期清收', en: 'collection of debts' },
        technology: { zh: '信息科技', en: 'technology' },
      },
    ),
    maturesOn: field.date({ zh: '到期日', en: 'day of maturity' }),
    inRegion: field.boolean(
      { zh: '借款人在本行注册地辖区内', en: 'the borrower is in the bank’s place of registration' },
      {
        how: {
          zh: '补充借款人所在地和银行注册地，并在映射中声明 regionLevel（所在地代码的前几位构成一个辖区）',
          en: 'supply the borrower’s region and the bank’s, and declare regionLevel in the mapping: the leading digits of a region code that make one jurisdiction',
        },
      },
    ),
    internet: field.boolean(
      { zh: '属于互联网贷款', en: 'it is an internet loan' },
      {
        how: {
          zh: '补充是否互联网贷款，或在映射中声明 ledger: internet',
          en: 'supply whether it is an internet loan, or declare ledger: internet in the mapping',
        },
      },
    ),
  },
  links: { bank: bankEntity, partner: partnerEntity },
})

/** What one bank has lent together with one partner and its affiliates. Nobody reports it: it is grouped from loans. */
export const exposureEntity = entity({
  name: 'exposure',
  title: { zh: '对单一合作方（含关联方）的共同出资', en: 'joint lending with one partner and its affiliates' },
  key: 'exposureId',
  fields: {
    exposureId: field.text({ zh: '银行与合作方', en: 'bank and partner' }),
    bankId: field.text({ zh: '银行编号', en: 'bank id' }),
    groupId: field.text({ zh: '所属关联方集团', en: 'group of affiliates' }, { optional: true }),
  },
  links: { bank: bankEntity },
  lists: { loans: loanEntity },
  listHow: {
    loans: {
      zh: '补齐贷款的银行、合作机构及其关联方集团，并提供完整的贷款台账',
      en: 'supply the bank, the partner and its group of affiliates for every loan, and the complete loan ledger',
    },
  },
})

/** Loans by bank and partner group; a partner that belongs to no group stands for itself. */
export const exposures: Derived = {
  entity: exposureEntity,
  source: loanEntity,
  link: 'bank',
  by: [
    { name: 'bankId', path: ['bank', 'bankId'] },
    { name: 'groupId', path: ['partner', 'groupId'], alone: ['partner', 'partnerId'] },
  ],
  list: 'loans',
}

/** What one bank has lent together with all its partners. */
export const jointBookEntity = entity({
  name: 'jointBook',
  title: { zh: '与全部合作机构的共同出资', en: 'joint lending with all partners' },
  key: 'jointBookId',
  fields: {
    jointBookId: field.text({ zh: '银行', en: 'bank' }),
    bankId: field.text({ zh: '银行编号', en: 'bank id' }),
  },
  links: { bank: bankEntity },
  lists: { loans: loanEntity },
  listHow: {
    loans: {
      zh: '补齐每笔贷款的银行，并提供完整的贷款台账',
      en: 'supply the bank of every loan, and the complete loan ledger',
    },
  },
})

/** Loans by bank. */
export const jointBooks: Derived = {
  entity: jointBookEntity,
  source: loanEntity,
  link: 'bank',
  by: [{ name: 'bankId', path: ['bank', 'bankId'] }],
  list: 'loans',
}

/** What makes a bank exempt from section 5, all three together. */
export const EXEMPTION = ['noOutlets', 'mainlyOnline', 'otherConditionsMet'] as const

/** What a bank does about its lending beside the ledger: a person says so, with evidence. */
export const conductEntity = entity({
  name: 'conduct',
  title: { zh: '互联网贷款的管理', en: 'management of internet lending' },
  key: 'conductId',
  fields: {
    conductId: field.text({ zh: '台账', en: 'loan book' }),
    ownRiskControl: field.boolean(
      {
        zh: '独立开展风险管理，自主完成对风险评估和风险控制有重要影响的环节',
        en: 'the bank manages risk independently and does the steps that matter for assessing and controlling it itself',
      },
      {
        how: {
          zh: '在映射的 attest 中回答 ownRiskControl，并附证据，如风险管理制度、授信审批流程',
          en: 'answer ownRiskControl under attest in the mapping, with evidence such as the risk rules and the approval process',
        },
      },
    ),
    keyStepsOutsourced: field.boolean(
      {
        zh: '将贷前、贷中、贷后管理的关键环节外包',
        en: 'key steps before, during or after lending are outsourced',
      },
      {
        how: {
          zh: '在映射的 attest 中回答 keyStepsOutsourced，并附证据，如合作协议、外包清单',
          en: 'answer keyStepsOutsourced under attest in the mapping, with evidence such as partner contracts and the list of outsourced work',
        },
      },
    ),
    fellShort: field.boolean(
      { zh: '过渡期内有未达标的要求', en: 'a requirement was not met within the transition period' },
      {
        how: {
          zh: '在映射的 attest 中回答 fellShort，并附证据，如各季度末的限额测算',
          en: 'answer fellShort under attest in the mapping, with evidence such as the limits at each quarter-end',
        },
      },
    ),
    rectificationPlan: field.boolean(
      { zh: '已按“一行一策”制定整改计划', en: 'a rectification plan was made for this bank' },
      {
        how: {
          zh: '在映射的 attest 中回答 rectificationPlan，并附整改计划',
          en: 'answer rectificationPlan under attest in the mapping, with the plan',
        },
      },
    ),
  },
})
export const conduct: Handle<typeof conductEntity> = handle(conductEntity)

/** How many leading digits of a region code make one jurisdiction, or that the columns name it already. */
export const REGION_LEVELS = [2, 4, 6, 'exact'] as const
export type RegionLevel = (typeof REGION_LEVELS)[number]

/**
 * Whether two regions are one jurisdiction. Codes are of GB/T 2260: two digits each for province, city and county, zeros
 * where a code names the wider place. A code that is wider than the level names no single jurisdiction: it is known to
 * be another only where what it names lies elsewhere.
 */
export function sameRegion(level: RegionLevel, a: string, b: string): boolean | undefined {
  if (level === 'exact') return a === b
  if (!isRegionCode(a) || !isRegionCode(b)) return undefined
  const [one, other] = [`${a}000000`.slice(0, level), `${b}000000`.slice(0, level)]
  if (one === other) return true
  for (let digits = 2; digits <= level; digits += 2) {
    if (one.slice(0, digits) === other.slice(0, digits)) continue
    const wider = (code: string) => code.slice(digits - 2, digits) === '00'
    return wider(one) || wider(other) ? undefined : false
  }
  return undefined
}

const isRegionCode = (code: string): boolean => /^(?:\d{2}|\d{4}|\d{6,12})$/.test(code)

/** Kinds of lender that follow the notice by reference only. */
export const BY_REFERENCE = ['foreign-branch', 'trust', 'consumer-finance', 'auto-finance'] as const

export const loan: Handle<typeof loanEntity> = handle(loanEntity)
export const exposure: Handle<typeof exposureEntity> = handle(exposureEntity)
export const jointBook: Handle<typeof jointBookEntity> = handle(jointBookEntity)

/** Fields of a loan that are none where another is, and not given. */
export const NONE_WITHOUT = { partnerAmount: 'partnerId' } as const

/** Rows of the tables of a loan book, as their columns give them. */
export interface LoanTables {
  readonly bank: FactList
  readonly partner: FactList
  readonly loan: FactList
}

/** Loans joined to their bank and partner, and the exposures they make up. */
export interface LoanBook {
  readonly loans: FactList
  readonly exposures: FactList
  readonly jointBooks: FactList
}

/**
 * Joins the tables. A bank or partner that its table does not have is known by its id alone. Rows of one id that
 * contradict each other leave the fields they differ in unknown. A loan without a partner has no amount funded by one.
 * Without a region level no loan is known to be in or outside its bank's region.
 */
export function loanBook(tables: LoanTables, level?: RegionLevel): LoanBook {
  const banks = byKey(tables.bank, 'bankId')
  const partners = byKey(tables.partner, 'partnerId')
  const rows = tables.loan.rows.map((row): Row => {
    const gone = Object.entries(NONE_WITHOUT).filter(([name, other]) => row[other] === null && row[name] === undefined)
    const bank = linked(banks, 'bankId', row.bankId)
    return {
      ...(level === undefined ? {} : { inRegion: regionOf(level, row, bank) }),
      ...row,
      bank,
      partner: linked(partners, 'partnerId', row.partnerId),
      ...Object.fromEntries(gone.map(([name]) => [name, null])),
    }
  })
  const loans: FactList = { rows, open: tables.loan.open }
  return { loans, exposures: group(exposures, loans), jointBooks: group(jointBooks, loans) }
}

function regionOf(level: RegionLevel, loan: Row, bank: Row | null | undefined): boolean | undefined {
  const [own, home] = [loan.borrowerRegion, bank?.region]
  return typeof own === 'string' && typeof home === 'string' ? sameRegion(level, own, home) : undefined
}

function byKey(table: FactList, key: string): ReadonlyMap<unknown, Row> {
  const found = new Map<unknown, Row>()
  for (const row of table.rows) {
    const known = found.get(row[key])
    found.set(row[key], known ? agreed(known, row) : row)
  }
  return found
}

const agreed = (a: Row, b: Row): Row =>
  Object.fromEntries(Object.entries(a).map(([name, value]) => [name, value === b[name] ? value : undefined]))

function linked(rows: ReadonlyMap<unknown, Row>, key: string, id: Row[string]): Row | null | undefined {
  if (id === undefined || id === null) return id
  return rows.get(id) ?? { [key]: id }
}
