import { entity, field, type Handle } from '../../../facts/entity.ts'
import { said } from '../../choices.ts'
import type { RowOf } from '../../procedure.ts'
import { words } from '../../words.ts'
import { choice, day, maybe, maybeAmount, maybeDay, maybeOf, text, where, yes } from '../fields.ts'

/** What a credit case says: the editions loaded into it, the steps of the authority, those of the person or firm. */

const BASES = said('law', 'regulation', 'central-policy', 'other')
const GRADES = said('minor', 'ordinary', 'grave')
const SCOPES = said('organ', 'region', 'national')

/** An edition of the catalogue, or of the list of measures: national, or a local supplement. */
const edition = {
  edition: text('版本名称', 'name of the edition'),
  level: choice('层级', 'level', said('national', 'local')),
  region: maybe('地方补充版本的适用地域', 'place of a local supplement'),
  localRegulation: maybe('地方补充版本所依据的地方性法规', 'local regulation a supplement rests on'),
  from: day('施行日', 'first day'),
  until: maybeDay('停止施行日（末日）', 'last day'),
}

const item = entity({
  name: 'item',
  title: { zh: '目录条目', en: 'item of the catalogue' },
  key: 'code',
  fields: {
    code: text('条目编号', 'code'),
    title: text('条目名称', 'name'),
    basis: text('纳入依据', 'basis'),
    basisKind: choice('依据种类', 'kind of basis', BASES),
    share: yes('可共享', 'may be shared'),
    scope: choice('共享范围', 'scope of sharing', SCOPES),
    collector: text('采集部门', 'collecting department'),
    publish: yes('可公开', 'may be published'),
  },
})

const entry = entity({
  name: 'entry',
  title: { zh: '惩戒措施条目', en: 'entry of the list of measures' },
  key: 'code',
  fields: {
    code: text('措施编号', 'code'),
    title: text('措施名称', 'name'),
    basis: text('依据', 'basis'),
    basisKind: choice('依据种类', 'kind of basis', BASES),
    listedOnly: yes('只适用于严重失信主体名单', 'only for subjects of a list of gravely untrustworthy subjects'),
    least: choice('适用的最低失信程度', 'least gravity it is for', GRADES),
  },
})

const determination = text('所据失信行为认定（编号）', 'determination it rests on (id)')
const against = maybe('针对的人（不写即本案当事人）', 'whom it is against; the subject of the case unless said')
const leniency = maybe('从宽情节的处理理由', 'how and why lenience was shown')

export const credit = words({
  name: 'creditCase',
  title: { zh: '信用案件', en: 'credit case' },
  facts: {
    subject: text('当事人', 'subject'),
    kind: choice('当事人类别', 'kind of subject', said('person', 'organisation')),
    minor: where('未成年人', 'a minor'),
    region: maybe('所在地域', 'place'),
    authority: maybe('认定部门', 'determining body'),
  },
  events: {
    catalogue: {
      title: { zh: '载入公共信用信息目录', en: 'catalogue of public credit information loaded' },
      fields: edition,
      lists: { items: item },
    },
    measureList: {
      title: { zh: '载入失信惩戒措施清单', en: 'list of measures loaded' },
      fields: edition,
      lists: { entries: entry },
    },
    standard: {
      title: { zh: '载入名单认定标准', en: 'standard of a list loaded' },
      fields: {
        domain: text('设列领域', 'domain'),
        domainBasis: text('设列领域的依据', 'basis of the domain'),
        domainBasisKind: choice('设列领域依据的种类', 'kind of that basis', BASES),
        conduct: choice(
          '国发〔2016〕33号所列行为',
          'kind of conduct of 国发〔2016〕33号',
          said(
            'health-and-safety',
            'market-and-social-order',
            'refusing-legal-obligations',
            'national-defence',
            'other',
          ),
        ),
        level: choice('实施范围', 'scope', said('national', 'local')),
        form: choice(
          '标准的形式',
          'form of the standard',
          said('law', 'administrative-regulation', 'central-policy', 'departmental-rule', 'local-regulation', 'other'),
        ),
        higherNotYet: where('暂不具备以法律、行政法规或者中央政策文件确定的条件', 'a higher form is not yet possible'),
        commentFrom: day('公开征求意见开始日（不计入）', 'day the public comment opened (not counted)'),
        commentUntil: day('公开征求意见截止日', 'last day of public comment'),
        onCreditChina: yes('在“信用中国”公开', 'published on Credit China'),
        onRegulatorSite: yes('在主管部门指定网站公开', 'published on the regulator’s site'),
        removalConditions: text('移出条件', 'removal conditions'),
        removalProcedure: text('移出程序', 'removal procedure'),
        remedies: text('救济措施', 'remedies'),
        thirdPartyEvaluation: yes('定期组织第三方评估', 'evaluated by third parties at intervals'),
        adoptedOn: day('制定日', 'day it was adopted'),
        alignedOn: maybeDay('按本意见完成更新之日', 'day it was brought into line'),
      },
    },
    record: {
      title: { zh: '纳入公共信用信息', en: 'recorded as public credit information' },
      fields: {
        item: text('目录条目编号', 'item of the catalogue'),
        kind: choice('信息类别', 'kind', said('behaviour', 'untrustworthy')),
        determination: maybe('所据失信行为认定（编号）', 'determination it rests on (id)'),
        truthful: yes('如实记录', 'recorded as it is'),
        purposeShown: yes('明示目的', 'purpose shown'),
        meansShown: yes('明示方式', 'means shown'),
        scopeShown: yes('明示范围', 'scope shown'),
        consent: choice('本人同意', 'consent', said('given', 'none', 'forced', 'once-for-life')),
        exception: maybe('无须同意的法律、法规条文', 'provision by which no consent is needed'),
        exceptionKind: maybeOf('该条文的种类', 'kind of that provision', said('law', 'regulation', 'other')),
        leniency,
        against,
      },
    },
    determine: {
      title: { zh: '认定失信行为', en: 'untrustworthy act determined' },
      fields: {
        act: text('失信行为', 'the act'),
        document: choice(
          '文书种类',
          'kind of document',
          said('judgment', 'arbitral', 'penalty', 'adjudication', 'accepted-by-law', 'other'),
        ),
        number: text('文书编号', 'number of the document'),
        documentOn: day('文书日期', 'day of the document'),
        effective: yes('文书已生效', 'the document has legal effect'),
        acceptedBy: maybe('规定该文书可作依据的规定', 'provision that accepts the document'),
        acceptedByKind: maybeOf('该规定的种类', 'kind of that provision', BASES),
        penaltyNotice: yes('行政处罚程序自身的告知已完成', 'the penalty procedure’s own notice was given'),
        grade: choice('失信程度', 'gravity', GRADES),
        forceMajeure: where('因自然灾害、疫情等不可抗力', 'caused by disaster, epidemic or the like'),
        unintended: where('非主观故意', 'without intent'),
        slight: where('轻微', 'slight'),
        leniency,
        against,
      },
    },
    notice: {
      title: { zh: '列入名单前告知', en: 'notice before listing' },
      fields: {
        determination,
        domain: text('设列领域', 'domain of the list'),
        grounds: text('事由', 'grounds'),
        basis: text('依据', 'basis'),
        rights: text('当事人依法享有的权利', 'rights'),
        defenceUntil: day('陈述申辩截止日', 'last day for objections'),
      },
    },
    delivery: {
      title: { zh: '送达', en: 'delivered' },
      fields: {
        of: text('所送文书（编号）', 'what was delivered (id)'),
        method: text('送达方式', 'how'),
        receipt: maybe('送达回证', 'receipt'),
      },
    },
    objection: {
      title: { zh: '当事人提出异议（陈述、申辩）', en: 'objection before the decision' },
      fields: {
        of: text('所针对的告知（编号）', 'notice it is about (id)'),
        text: text('内容', 'text'),
        answerBy: maybeDay('规定的反馈期限届满日', 'last day set for the answer'),
      },
    },
    waiver: {
      title: { zh: '当事人放弃陈述申辩', en: 'objections waived' },
      fields: { of: text('所针对的告知（编号）', 'notice it is about (id)'), written: yes('书面', 'in writing') },
    },
    answer: {
      title: { zh: '核实并反馈', en: 'verified and answered' },
      fields: {
        of: text('所答复的异议（编号）', 'objection it answers (id)'),
        verified: yes('已核实', 'verified'),
        result: choice('结果', 'result', said('upheld', 'rejected')),
        reasons: text('理由', 'reasons'),
      },
    },
    decision: {
      title: { zh: '作出列入严重失信主体名单的决定', en: 'decision to list' },
      fields: {
        determination,
        notice: text('所据告知（编号）', 'notice it rests on (id)'),
        domain: text('设列领域', 'domain of the list'),
        form: choice('决定的形式', 'form', said('in-decision-document', 'separate')),
        necessity: maybe('单独制作的必要', 'why a separate document is necessary'),
        level: choice(
          '认定部门层级',
          'level of the body',
          said('township', 'county', 'prefecture', 'province', 'national'),
        ),
        levelBasis: maybe('另有规定的法律、法规、部门规章', 'law, regulation or departmental rule that says otherwise'),
        grounds: text('事由', 'grounds'),
        basis: text('依据', 'basis'),
        measuresNote: text('失信惩戒措施提示', 'note on measures'),
        removalConditions: text('移出条件', 'removal conditions'),
        removalProcedure: text('移出程序', 'removal procedure'),
        remedies: text('救济措施', 'remedies'),
        until: day('列入期限届满日', 'last day of the listing'),
        leniency,
        against,
      },
    },
    publish: {
      title: { zh: '公开', en: 'published' },
      fields: {
        item: text('目录条目编号', 'item of the catalogue'),
        determination,
        what: choice('公开的信息', 'what', said('act', 'listing')),
        channel: choice('渠道', 'channel', said('own-site', 'government-site', 'designated-site', 'credit-china')),
        content: text('内容或者其摘要值', 'content, or its digest'),
        until: day('公开期限届满日', 'last day of publication'),
        basisKind: maybeOf(
          '公开个人信息的依据种类',
          'basis for publishing a person’s data',
          said('law', 'regulation', 'state-council-decision', 'state-council-order', 'consent', 'policy'),
        ),
        basis: maybe('公开个人信息的依据', 'that basis'),
        desensitised: yes('已脱敏', 'desensitised'),
        secret: where('含商业秘密', 'holds a commercial secret'),
        privacy: where('含个人隐私', 'holds private matters'),
        secretBasis: maybe('法律、法规的另行规定', 'law or regulation that provides otherwise'),
        necessity: maybe('轻微失信信息确有必要公开的理由', 'why a minor act must be published'),
        against,
      },
    },
    share: {
      title: { zh: '共享', en: 'shared' },
      fields: {
        item: text('目录条目编号', 'item of the catalogue'),
        determination,
        to: text('共享给', 'with whom'),
        scope: choice('范围', 'scope', SCOPES),
        until: day('共享期限届满日', 'last day of sharing'),
        against,
      },
    },
    measure: {
      title: { zh: '采取惩戒措施', en: 'measure taken' },
      fields: {
        measure: text('措施编号', 'measure of the list'),
        determination,
        citation: text('直接援引的条文', 'provision cited directly'),
        citationKind: choice('条文种类', 'kind of that provision', BASES),
        proportion: text('与性质、程度相当的理由', 'why it is proportionate'),
        beyondStatute: where('超出规定或者加重', 'goes beyond what the law provides'),
        executor: choice(
          '实施者',
          'carried out by',
          said('organ', 'bank', 'credit-agency', 'association', 'media', 'other'),
        ),
        compelled: where('强制要求其实施', 'compelled to do so'),
        until: maybeDay('期限届满日', 'last day'),
        whileListed: where('随名单移出而终止', 'ends with the listing'),
        leniency,
        against,
      },
    },
    dispute: {
      title: { zh: '当事人对信息提出异议', en: 'information disputed' },
      fields: {
        determination,
        text: text('内容', 'text'),
        answerBy: maybeDay('规定的反馈期限届满日', 'last day set for the answer'),
      },
    },
    receipt: {
      title: { zh: '受理并告知办理期限', en: 'received, and the time told' },
      fields: {
        of: text('所受理的申请、异议（编号）', 'what was received (id)'),
        until: day('规定的办理期限届满日', 'last day set'),
        fee: maybeAmount('收取的费用', 'fee taken'),
      },
    },
    correction: {
      title: { zh: '更正或者撤销错误信息', en: 'erroneous information corrected or withdrawn' },
      fields: {
        of: text('所据答复（编号）', 'answer it follows (id)'),
        how: choice('方式', 'how', said('corrected', 'withdrawn')),
      },
    },
    undo: {
      title: { zh: '消除错误认定造成的不良影响', en: 'harm of a wrong decision undone' },
      fields: { of: text('所据答复（编号）', 'answer it follows (id)'), what: text('措施', 'what was done') },
    },
    repairRequest: {
      title: { zh: '申请信用修复', en: 'repair applied for' },
      fields: {
        determination,
        way: choice(
          '修复方式',
          'way',
          said('commitment', 'rectification', 'inspection', 'training', 'report', 'public-interest'),
        ),
        corrected: yes('已纠正失信行为', 'the act was corrected'),
        harmRemoved: yes('已消除不良影响', 'its harm was removed'),
        answerBy: maybeDay('规定的办理期限届满日', 'last day set for the answer'),
      },
    },
    repairDecision: {
      title: { zh: '作出信用修复决定', en: 'decision on repair' },
      fields: {
        of: text('所据申请（编号）', 'request it decides (id)'),
        determination,
        result: choice('结果', 'result', { ...said('granted'), refused: { zh: '不予修复', en: 'refused' } }),
        ground: maybeOf(
          '不予修复的理由',
          'ground of a refusal',
          said('not-corrected', 'harm-not-removed', 'excluded-by-law', 'other'),
        ),
        excludedBy: maybe('明确规定不可修复的规定', 'provision that excludes repair'),
        excludedByKind: maybeOf('该规定的种类', 'kind of that provision', BASES),
        reasons: text('理由', 'reasons'),
        fee: maybeAmount('收取的费用', 'fee taken'),
      },
    },
    removal: {
      title: { zh: '移出名单、终止共享公开，或者标注、屏蔽、删除', en: 'removed, ended, marked, shielded or deleted' },
      fields: {
        of: text('所终止的步骤（编号）', 'step it ends (id)'),
        how: choice('方式', 'how', said('removed', 'ended', 'marked', 'shielded', 'deleted')),
        reason: choice('原因', 'why', said('repair', 'expiry', 'error', 'revoked')),
      },
    },
    lookup: {
      title: { zh: '查询信用信息', en: 'looked up' },
      fields: {
        user: text('查询人', 'who looked'),
        purpose: text('用途', 'purpose'),
        permitted: yes('在查询权限内', 'within the permission'),
        registered: yes('已登记', 'registered'),
      },
    },
    lookupReview: {
      title: { zh: '审查查询登记', en: 'register of look-ups inspected' },
      fields: { until: day('审查至', 'inspected up to'), findings: text('结果', 'findings') },
    },
    application: {
      title: { zh: '申请行政许可并作出承诺', en: 'permit applied for, with a commitment' },
      fields: {
        permit: text('许可事项', 'permit'),
        complete: yes('材料齐备', 'the file is complete'),
        committed: yes('承诺符合审批条件', 'commits to meet the conditions'),
        goodCredit: yes('信用状况较好', 'in good credit'),
        promised: yes('书面承诺限期补齐', 'promised in writing to supply the rest'),
        promiseUntil: maybeDay('补齐期限届满日', 'last day to supply it'),
      },
    },
    handling: {
      title: { zh: '办理许可申请', en: 'application handled' },
      fields: {
        of: text('所办理的申请（编号）', 'application (id)'),
        result: choice('结果', 'result', said('handled', 'accepted-first', 'refused', 'put-off')),
        reasons: maybe('理由', 'reasons'),
      },
    },
    supplied: {
      title: { zh: '补齐材料', en: 'the rest supplied' },
      fields: { of: text('所补的申请（编号）', 'application (id)') },
    },
    commitmentKept: {
      title: { zh: '核查承诺履行情况', en: 'whether a commitment was kept' },
      fields: {
        of: text('所核查的申请（编号）', 'application (id)'),
        kept: yes('已履行', 'kept'),
        entered: yes('记入信用记录', 'entered in the credit record'),
      },
    },
    education: {
      title: { zh: '诚信教育', en: 'education in honesty' },
      fields: {
        fee: maybeAmount('收取的费用', 'fee taken'),
        condition: where('作为准入条件', 'a condition of access'),
      },
    },
    tier: {
      title: { zh: '分级分类', en: 'tiered' },
      fields: {
        tier: choice('等级', 'tier', said('good', 'ordinary', 'high-risk')),
        basis: text('依据的评价结果', 'evaluation it rests on'),
      },
    },
    check: {
      title: { zh: '按等级抽查', en: 'spot checks by tier' },
      fields: {
        tier: choice('等级', 'tier', said('good', 'ordinary', 'high-risk')),
        share: field.decimal({ zh: '抽查比例', en: 'share drawn' }, { scale: 4, minimum: 0 }),
        regularShare: field.decimal({ zh: '常规比例', en: 'regular share' }, { scale: 4, minimum: 0 }),
        publishedOn: day('比例公布日', 'day the shares were published'),
      },
    },
    order: {
      title: { zh: '责令限期整改', en: 'told to correct in a set time' },
      fields: { determination, until: day('整改期限届满日', 'last day') },
    },
    rectified: {
      title: { zh: '完成整改', en: 'corrected' },
      fields: { of: text('所据整改要求（编号）', 'order (id)'), text: text('措施', 'measures') },
    },
    orderCheck: {
      title: { zh: '核查整改情况', en: 'correction checked' },
      fields: { of: text('所核查的整改要求（编号）', 'order (id)'), adequate: yes('整改到位', 'adequate') },
    },
    talk: {
      title: { zh: '约谈', en: 'talk' },
      fields: {
        of: text('所据整改要求（编号）', 'order (id)'),
        kind: choice('种类', 'kind', { ...said('prompting'), warning: { zh: '警示约谈', en: 'warning talk' } }),
        byDeterminingBody: yes('由认定部门实施', 'by the body that determined'),
        entered: yes('记入信用记录', 'entered in the credit record'),
      },
    },
    disclosure: {
      title: { zh: '行政行为信息上网公开', en: 'administrative act published online' },
      fields: {
        kind: choice('种类', 'kind', {
          ...said('enforcement', 'confirmation', 'levy', 'payment'),
          adjudication: { zh: '行政裁决', en: 'adjudication' },
          ...said('compensation', 'reward'),
          inspection: { zh: '行政监督检查', en: 'inspection' },
        }),
        actOn: day('行为作出日', 'day of the act'),
      },
    },
  },
})

export type Item = Handle<typeof item>
export type Entry = Handle<typeof entry>
export type Determination = RowOf<typeof credit.past.determine>
