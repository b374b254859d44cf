import { all, any, asOf, not } from '../../../facts/terms.ts'
import type { Condition } from '../../../facts/tree.ts'
import type { Guard } from '../../gate.ts'
import { type EventType, need } from '../../procedure.ts'
import {
  carries,
  constraint,
  determined,
  groundsOf,
  hasDetermination,
  inCatalogue,
  inMeasures,
  lenient,
  listed,
  listedItem,
  measuresListLoaded,
  ofCatalogue,
  ofMeasures,
  ownCase,
  REPAIR_2026,
  REPAIR_FROM,
  step,
  stillStands,
  wasRecorded,
} from './common.ts'
import { credit } from './words.ts'

/** What a determination may lead to: publication, sharing, measures. Parts 3 and 5 of the opinions of 2020. */

const { facts, now, past } = credit
const { publish, share, measure } = now

/** Periods of publication from 2026-04-01, counted from the day of the document. */
const REPAIR_PERIODS: readonly Guard[] = [
  need(
    REPAIR_2026,
    '轻微失信信息原则上不公示；确有必要的写明理由',
    'a minor act is in principle not published; where it must be, the reason is given',
    any(
      asOf.before(REPAIR_FROM),
      determined(publish.determination, (d) => any(not(d.grade.is('minor')), publish.necessity.exists())),
    ),
  ),
  need(
    REPAIR_2026,
    '公示期限：轻微最长3个月，一般3个月至1年，严重1年至3年，自文书之日起算',
    'period of publication: minor 3 months at most, ordinary 3 to 12 months, grave 1 to 3 years, from the day of the document',
    any(
      asOf.before(REPAIR_FROM),
      determined(publish.determination, (d) => {
        const most = (n: number) => publish.until.onOrBefore(d.documentOn.plus({ n, unit: 'month' }))
        const least = (n: number) => publish.until.onOrAfter(d.documentOn.plus({ n, unit: 'month' }))
        return any(
          all(d.grade.is('minor'), most(3)),
          all(d.grade.is('ordinary'), least(3), most(12)),
          all(d.grade.is('grave'), least(12), most(36)),
        )
      }),
    ),
  ),
]

const organisation = facts.kind.is('organisation')

/** The same information was published on a site of the determining body before, and still is. */
const publishedBefore = (same: (p: typeof publish) => Condition): Condition =>
  past.publish.some((p) =>
    all(
      p.channel.among('own-site', 'government-site', 'designated-site'),
      p.item.is(publish.item),
      p.determination.is(publish.determination),
      past.removal.none((r) => r.of.is(p.id)),
      same(p as typeof publish),
    ),
  )

export const effects: Readonly<Record<string, EventType>> = {
  publish: step(
    'publish',
    ['authority', 'platform'],
    constraint('4'),
    [
      ...listedItem(publish.item),
      hasDetermination(publish.determination),
      wasRecorded(publish.determination),
      ...stillStands(publish.determination),
      ofCatalogue(
        constraint('4'),
        '目录写明该条目可公开',
        'the catalogue says that the item may be published',
        inCatalogue(publish.item, (i) => i.publish.isTrue()),
      ),
      need(
        constraint('8'),
        '公开名单信息的，先作出列入决定，且未移出',
        'a listing is published only after the decision, and while it stands',
        any(publish.what.is('act'), listed(publish.determination)),
      ),
      need(
        constraint('4'),
        '不得侵犯商业秘密和个人隐私，法律、法规另有规定的除外',
        'no commercial secret or private matter, unless law or regulation provides otherwise',
        any(all(not(publish.secret.isTrue()), not(publish.privacy.isTrue())), publish.secretBasis.exists()),
      ),
      need(
        constraint('4'),
        '公开个人信息：有法律、法规或者国务院决定、命令为依据，或者经本人同意；政策文件不足为据',
        'a person’s data is published on a law, a regulation, a State Council decision or order, or with consent; a policy document is not enough',
        any(
          organisation,
          all(
            publish.basisKind.among('law', 'regulation', 'state-council-decision', 'state-council-order'),
            publish.basis.exists(),
          ),
          publish.basisKind.is('consent'),
        ),
      ),
      need(
        constraint('4'),
        '公开个人信息：进行必要脱敏',
        'a person’s data is desensitised',
        any(organisation, publish.desensitised.isTrue()),
      ),
      need(
        constraint('5'),
        '先在认定部门、本级政府或者指定网站公开，再由“信用中国”公开',
        'first on the site of the determining body, its government or a designated site, then on Credit China',
        any(
          not(publish.channel.is('credit-china')),
          publishedBefore((p) => p.id.exists()),
        ),
      ),
      need(
        constraint('5'),
        '“信用中国”公开的内容和期限与认定部门一致',
        'Credit China publishes the same content for the same period',
        any(
          not(publish.channel.is('credit-china')),
          publishedBefore((p) => all(p.content.is(publish.content), p.until.is(publish.until))),
        ),
      ),
      need(constraint('5'), '写明公开期限', 'say how long it is published', publish.until.onOrAfter(publish.on)),
      ...REPAIR_PERIODS,
      ownCase(publish.against),
    ],
    { to: 'published' },
  ),
  share: step(
    'share',
    ['authority', 'platform'],
    constraint('3'),
    [
      ...listedItem(share.item),
      hasDetermination(share.determination),
      wasRecorded(share.determination),
      ...stillStands(share.determination),
      ofCatalogue(
        constraint('3'),
        '目录写明该条目可共享，范围在目录之内，采集部门明确',
        'the catalogue says that the item may be shared, so far, and who collects it',
        inCatalogue(share.item, (i) =>
          all(
            i.share.isTrue(),
            i.collector.exists(),
            any(
              i.scope.is('national'),
              all(i.scope.is('region'), share.scope.among('organ', 'region')),
              all(i.scope.is('organ'), share.scope.is('organ')),
            ),
          ),
        ),
      ),
      need(constraint('3'), '写明共享范围', 'say how far', share.scope.exists()),
      need(constraint('3'), '写明共享期限', 'say how long it is shared', share.until.onOrAfter(share.on)),
      ownCase(share.against),
    ],
    { to: 'published' },
  ),
  measure: step(
    'measure',
    ['authority'],
    constraint('9'),
    [
      measuresListLoaded,
      ofMeasures(
        constraint('9'),
        '列入当日有效的措施清单版本',
        'listed in the edition of that day',
        inMeasures(measure.measure, (e) => e.code.exists()),
      ),
      hasDetermination(measure.determination),
      wasRecorded(measure.determination),
      ...stillStands(measure.determination),
      need(
        constraint('9'),
        '直接援引法律、法规或者中央政策文件',
        'directly cite law, regulation or central policy',
        all(measure.citation.exists(), carries(measure.citationKind)),
      ),
      ofMeasures(
        constraint('9'),
        '只适用于名单主体的措施：先作出列入决定，且未移出',
        'a measure for listed subjects follows the decision to list, while it stands',
        inMeasures(measure.measure, (e) => any(e.listedOnly.isFalse(), listed(measure.determination))),
      ),
      ofMeasures(
        constraint('10'),
        '轻重与失信行为的性质和程度相当',
        'no heavier than the act’s nature and gravity',
        inMeasures(measure.measure, (e) =>
          any(
            e.least.is('minor'),
            determined(measure.determination, (d) =>
              any(all(e.least.is('ordinary'), d.grade.among('ordinary', 'grave')), d.grade.is('grave')),
            ),
          ),
        ),
      ),
      need(constraint('10'), '写明相当性的理由', 'say why it is proportionate', measure.proportion.exists()),
      need(
        constraint('10'),
        '不得在规定之外增设或者加重惩戒',
        'nothing beyond what law, regulation or central policy provides',
        not(measure.beyondStatute.isTrue()),
      ),
      need(
        constraint('9'),
        '不得强制金融机构、信用服务机构、行业协会商会、新闻媒体等惩戒',
        'no one forces banks, credit agencies, associations or media to punish',
        any(measure.executor.is('organ'), not(measure.compelled.isTrue())),
      ),
      need(
        constraint('10'),
        '写明期限，或者随名单移出而终止',
        'say when it ends, or that it ends with the listing',
        any(measure.until.onOrAfter(measure.on), measure.whileListed.isTrue()),
      ),
      lenient(groundsOf(measure.determination), measure.leniency),
      ownCase(measure.against),
    ],
    { to: 'constrained' },
  ),
}
