import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Finding } from '../../src/law/lint/finding.ts'
import { type Bilingual, lint } from '../../src/law/lint/lint.ts'
import { englishDictionary } from '../../src/store/dictionary.ts'

/** Invented rules of an invented library service, rendered without a fault. */
const SOUND: readonly (readonly [string, string, string])[] = [
  [
    'art1',
    '第一条 为规范图书馆数字服务，保护读者个人信息，维护公共利益，根据《中华人民共和国网络安全法》等法律、行政法规，制定本规定。',
    'Article 1: These Provisions are formulated in accordance with the Cybersecurity Law of the People’s Republic of China and other laws and administrative regulations, in order to regulate digital library services, protect the personal information of readers and safeguard the public interest.',
  ],
  [
    'art2',
    '第二条 运营者应当在收集个人信息前取得读者同意，不得以默认勾选的方式征求同意。',
    'Article 2: Operators shall obtain the consent of readers before collecting personal information, and may not seek consent by means of boxes that are ticked by default.',
  ],
  [
    'art3',
    '第三条 对注册后超过六个月不登录、不使用的账号，运营者可以依据服务协议暂停提供服务。',
    'Article 3: Operators may, on the basis of the service agreement, suspend the provision of services to accounts that have not been logged in to and have not been used for more than six months after registration.',
  ],
  [
    'art4',
    '第四条 违反第二条第一款第三项规定的，由网信部门责令限期改正，并处一万元以上五万元以下罚款。',
    'Article 4: Where Article 2, Paragraph 1, Item 3 is violated, the cyberspace administration shall order correction within a limited time, and shall impose a fine of 10,000 yuan or more and 50,000 yuan or less.',
  ],
  [
    'art5',
    '第五条 公安机关进行现场检查时，人民警察不得少于二人。',
    'Article 5: When public security organs carry out on-site inspections, there shall be no fewer than two police officers.',
  ],
  [
    'art6',
    '第六条 运营者应当在收到投诉之日起15个工作日内受理并反馈处理结果。',
    'Article 6: Operators shall accept a complaint and give feedback on the result of its handling within 15 working days of its receipt.',
  ],
  [
    'art7',
    '第七条 鼓励自然人、法人或非法人组织参与数字资源建设。',
    'Article 7: Natural persons, legal persons or unincorporated organizations are encouraged to take part in building digital resources.',
  ],
  ['art8', '第八条 本规定自2031年3月1日起施行。', 'Article 8: These Provisions take effect on 1 March 2031.'],
]

const text = (pairs: readonly (readonly [string, string, string?])[], id = 'library-2031'): Bilingual => ({
  id,
  zh: pairs.map(([place, zh]) => ({ place, text: zh })),
  en: pairs.flatMap(([place, , en]) => (en === undefined ? [] : [{ place, text: en }])),
  truncated: false,
})

const dictionary = await englishDictionary()
const check = (...pairs: (readonly [string, string, string?])[]): readonly Finding[] =>
  lint([text(pairs)], dictionary).findings
/** The sound text with one provision rendered otherwise. */
const changed = (place: string, from: string, to: string): readonly Finding[] =>
  check(...SOUND.map(([p, zh, en]) => [p, zh, p === place ? en.replace(from, to) : en] as const))
const seen = (findings: readonly Finding[]): string[] =>
  findings.map((f) => `${f.ref.split('#')[1]} ${f.kind} ${f.severity} ${f.zh?.text ?? ''} | ${f.en?.text ?? ''}`)

describe('a translation without a fault', () => {
  test('gives no finding', () => assert.deepEqual(seen(check(...SOUND)), []))
  test('every change below changes the text', () => {
    for (const [place, from] of CASES) assert.ok(SOUND.find(([p]) => p === place)![2].includes(from), from)
  })
})

/** Place, words, what stands there instead, the finding. */
const CASES: readonly (readonly [string, string, string, string])[] = [
  ['art3', 'six months', 'five months', 'art3 number norm 六 | five'],
  ['art3', 'more than six', 'six', 'art3 comparator norm 超过六 | six'],
  ['art3', 'have not been used', 'have been used', 'art3 negation norm 不使用 | and have been used'],
  ['art3', 'may, on', 'shall, on', 'art3 modality norm 可以 | shall'],
  ['art4', 'Item 3', 'Paragraph 3', 'art4 reference norm 第三项 | Paragraph 3'],
  ['art4', 'Article 2,', 'Article 3,', 'art4 reference norm 第二条 | Article 3'],
  ['art4', '50,000', '15,000', 'art4 number norm 五万 | 15,000'],
  ['art2', 'shall obtain', 'may obtain', 'art2 modality norm 应当 | may'],
  ['art2', 'seek consent', 'seek content', 'art2 spelling meaning 同意 | content'],
  ['art5', 'public security organs', 'public security bureaus', 'art5 term norm 公安机关 | public security bureaus'],
  ['art5', 'no fewer than two', 'more than two', 'art5 comparator norm 不得少于二 | more than two'],
  ['art6', '15 working days', '51 working days', 'art6 number norm 15 | 51'],
  ['art7', 'or unincorporated', 'and unincorporated', 'art7 conjunction norm 或 | and'],
  ['art7', 'unincorporated', 'incorporated', 'art7 negation norm 非法人组织 | incorporated'],
  ['art8', '1 March', '1 May', 'art8 date norm 2031年3月1日 | 1 May 2031'],
  ['art1', 'readers and', 'readers , and', 'art1 punctuation typo  |  ,'],
  ['art1', 'digital library', 'digtal library', 'art1 spelling typo  | digtal'],
  ['art6', 'of its receipt', 'of of its receipt', 'art6 repetition typo  | of of'],
]

describe('a translation with one fault gives that finding and no other', () => {
  for (const [place, from, to, expected] of CASES)
    test(expected, () => assert.deepEqual(seen(changed(place, from, to)), [expected]))
})

describe('what is left out', () => {
  test('a provision that the English lacks is missing', () => {
    const [first, second, ...rest] = SOUND
    const found = seen(check(first!, [second![0], second![1]], ...rest))
    assert.deepEqual(found, [`art2 missing norm ${second![1]} | `])
  })

  test('a qualifier in brackets', () => {
    const found = check([
      'art1',
      '第一条 与单一合作方（含其关联方）共同出资的贷款余额，不得超过一级资本净额的20%。',
      'Article 1: The balance of loans that are jointly funded with a single partner may not exceed 20% of net tier 1 capital.',
    ])
    assert.deepEqual(seen(found), ['art1 omission norm 关联方 | '])
  })

  test('a whole clause is one finding', () => {
    const found = check([
      'art1',
      '第一条 运营者应当建立管理制度，定期组织安全评估和应急演练，配备管理人员。',
      'Article 1: Operators shall establish management systems and appoint managers.',
    ])
    assert.deepEqual(seen(found), ['art1 omission norm 定期组织安全评估和应急演练 | '])
  })

  test('the word that leaves a list open', () => {
    const found = check([
      'art1',
      '第一条 运营者应当履行法律规定的网络安全等级保护等义务。',
      'Article 1: Operators shall perform the duty of multi-level protection of cybersecurity provided by law.',
    ])
    assert.deepEqual(seen(found), ['art1 omission norm 等 | '])
  })

  test('the tail of a truncated text is not missing: where it breaks off is told', () => {
    const [first, second] = SOUND
    const cut: Bilingual = { ...text([first!, [second![0], second![1]]]), truncated: true }
    assert.deepEqual(seen(lint([cut], dictionary).findings), [
      'art1 truncated meaning  | personal information of readers and safeguard the public interest.',
    ])
  })

  test('a part of a title', () => {
    const of = (en: string) =>
      seen(
        check([
          'art1',
          '第一条 依照《中华人民共和国密码法》《数据安全保护条例》执行。',
          `Article 1: Acts under the ${en}.`,
        ]),
      )
    const sound = '“Encryption Law of the People’s Republic of China” and the “Data Security Protection Regulations”'
    assert.deepEqual(
      of(sound).filter((f) => !f.includes('执行')),
      [],
    )
    assert.ok(
      of(sound.replace(' of the People’s Republic of China', '')).some((f) => /omission.*中华人民共和国/u.test(f)),
    )
    assert.ok(of(sound.replace('Data Security', 'Data')).some((f) => /omission.*数据安全 \|/u.test(f)))
  })

  test('a part of a name', () => {
    const found = check([
      'art1',
      '第一条 未经同意，不得收集个人信息或者公开个人信息。',
      'Article 1: Without consent, personal information may not be collected and information may not be made public.',
    ]).filter((f) => f.kind === 'term')
    assert.deepEqual(seen(found), ['art1 term norm 个人信息 | information'])
  })

  test('the mark of an open list at the end of a clause', () => {
    const of = (en: string) =>
      seen(
        check(['art1', '第一条 运营者应当明示收集目的、方式、范围等。', `Article 1: Operators shall indicate ${en}.`]),
      )
    assert.deepEqual(of('the purpose, method and scope of collection, etc'), [])
    assert.deepEqual(of('the purpose, method and scope of collection'), ['art1 omission norm 等 | '])
  })
})

test('a term narrowed to a longer one of the law', () => {
  const of = (en: string) => seen(check(['art1', '第一条 依据包括法律、法规。', `Article 1: Bases include ${en}.`]))
  assert.deepEqual(of('laws and regulations'), [])
  assert.deepEqual(of('laws and administrative regulations'), ['art1 term norm 法规 | administrative regulations'])
})

test('conditions of a permission that became alternatives', () => {
  const of = (en: string) =>
    seen(
      check([
        'art1',
        '第一条 纠正失信行为、消除影响的，可以申请信用修复。',
        `Article 1: ${en}, they may apply for credit repair.`,
      ]),
    )
  assert.deepEqual(of('Where they correct the untrustworthy act and eliminate its influence'), [])
  assert.deepEqual(of('Where they correct the untrustworthy act or eliminate its influence'), [
    'art1 conjunction norm 、 | or',
  ])
})

test('provisions in another order', () => {
  const [first, second, ...rest] = SOUND
  const sound = text([first!, second!, ...rest])
  const turned: Bilingual = { ...sound, en: [sound.en[1]!, sound.en[0]!, ...sound.en.slice(2)] }
  assert.deepEqual(
    seen(lint([turned], dictionary).findings).map((f) => f.split(' ').slice(0, 3).join(' ')),
    ['art1 sequence meaning'],
  )
})

test('slips that the grammar of the English gives away', () => {
  const sound =
    'Article 1: Operators shall report to relevant departments and other such departments, and departments will be acting as provided, etc., with other work of departments and departments.'
  const of = (from: string, to: string) =>
    seen(check(['art1', '第一条 运营者。', sound.replace(from, to)])).filter((f) => f.includes('grammar'))
  assert.deepEqual(of('', ''), [])
  assert.deepEqual(of('other such departments', 'other such department'), ['art1 grammar typo  | such department'])
  assert.deepEqual(of('etc.,', 'etc,'), ['art1 grammar typo  | etc'])
  assert.deepEqual(of('with other work of', 'which was made published by law'), ['art1 grammar typo  | made published'])
  assert.deepEqual(of('will be acting as', 'will be implementing according to what is'), [
    'art1 grammar typo  | will be implementing according',
  ])
})

describe('a term', () => {
  test('that the translator always renders another way is one finding', () => {
    const pairs = [1, 2, 3, 4].map(
      (n) =>
        [
          `art${n}`,
          `第${'一二三四'[n - 1]}条 网信部门应当受理举报。`,
          `Article ${n}: The postal bureau shall accept reports.`,
        ] as const,
    )
    assert.deepEqual(seen(check(...pairs)), ['art1 consistency norm 网信部门 | postal bureau'])
  })

  test('may be rendered part by part', () => {
    const found = check([
      'art1',
      '第一条 运营者应当保护关键设施、重要网络和数据安全。',
      'Article 1: Operators shall protect the security of critical facilities, important networks and data.',
    ])
    assert.deepEqual(seen(found), [])
  })
})

test('a name that only the English has', () => {
  const found = check([
    'art1',
    '第一条 网络安全防护能力应当增强。',
    'Article 1: The protection of critical information infrastructure shall be strengthened.',
  ])
  assert.deepEqual(seen(found), ['art1 term norm 网络安全 | critical information infrastructure'])
})

test('a word that says the opposite of a term', () => {
  const found = check([
    'art1',
    '第一条 主管部门建立失信名单，公布失信行为。',
    'Article 1: Competent departments shall establish lists for trustworthiness and publish untrustworthy acts.',
  ])
  assert.deepEqual(seen(found), ['art1 negation norm 失信 | trustworthiness'])
})

test('numbers in the way of another language are typos', () => {
  const found = check([
    'art1',
    '第一条 共检查1.1万个系统，其中1.7万个网站，有63.5%的用户满意。',
    'Article 1: In all 11.000 systems and 1.7000 websites were inspected, and 63,5% of users were content.',
  ]).filter((f) => f.kind === 'number')
  assert.deepEqual(seen(found), [
    'art1 number typo 1.1万 | 11.000',
    'art1 number norm 1.7万 | 1.7000',
    'art1 number typo 63.5% | 63,5',
  ])
})

test('spans are offsets into the text of the provision', () => {
  for (const [place, from, to] of CASES) {
    const pairs = SOUND.map(([p, zh, en]) => [p, zh, p === place ? en.replace(from, to) : en] as const)
    for (const f of check(...pairs)) {
      const pair = pairs.find(([p]) => f.ref === `library-2031#${p}`)!
      if (f.zh) assert.equal(pair[1].slice(f.zh.start, f.zh.end), f.zh.text)
      if (f.en) assert.equal(pair[2].slice(f.en.start, f.en.end), f.en.text)
    }
  }
})

test('a label of another number is told', () => {
  const one: Bilingual = {
    id: 'library-2031',
    zh: [{ place: 'art20', text: '第二十条 运营者应当存档。' }],
    en: [{ place: 'art20', text: 'Article 12: Operators shall keep files.', printed: 'Article 12' }],
    truncated: false,
  }
  assert.deepEqual(seen(lint([one]).findings), ['art20 label meaning 第二十条 | Article 12'])
})

test('slips of the English alone', () => {
  const zh = '第一条 查处案件。读者提供的名称应当与真实身份相符。'
  const of = (en: string) => seen(check(['art1', zh, en]))
  const sound =
    'Article 1: Investigate and prosecute cases. When readers give a name, it shall conform to their real identity. The basis for a decision is named.'
  assert.deepEqual(of(sound), [])
  assert.deepEqual(of(sound.replace('cases. When', 'cases When')), ['art1 punctuation typo  | cases When'])
  assert.deepEqual(of(sound.replace('it shall conform', 'which is not conform')), [
    'art1 spelling typo  | is not conform',
  ])
  assert.deepEqual(of(sound.replace('for a decision', 'for a basis')), ['art1 repetition typo  | basis for a basis'])
})

describe('a name of the law with a rendering of another', () => {
  const of = (zh: string, en: string) => seen(check(['art1', `第一条 ${zh}`, `Article 1: ${en}`]))
  const pairs: readonly (readonly [string, string, string, string, string])[] = [
    [
      '依据包括仲裁文书和行政处罚决定。',
      'Bases include arbitral awards and administrative punishment decisions.',
      'arbitral awards',
      'mediation letters',
      'art1 term norm 仲裁文书 | mediation letters',
    ],
    [
      '运营者应当公布考核指标。',
      'Operators shall publish assessment indicators.',
      'indicators',
      'standards',
      'art1 term meaning 指标 | standards',
    ],
    [
      '未经许可不得提供新闻信息采编服务。',
      'News information gathering and editing services may not be provided without a licence.',
      'gathering and editing',
      'gathering',
      'art1 term norm 采编 | gathering',
    ],
    [
      '许多运营者没有保存记录。',
      'Many operators have not kept records.',
      'Many',
      'Multiple',
      'art1 term meaning 许多 | Multiple',
    ],
  ]
  for (const [zh, en, from, to, finding] of pairs)
    test(finding, () => {
      assert.deepEqual(of(zh, en), [])
      assert.deepEqual(of(zh, en.replace(from, to)), [finding])
    })
})

test('bad text never throws', () => {
  for (const bad of ['', '。。。', '第', '（（（', '99999999999亿', 'Article', '“'.repeat(500), '不'.repeat(2000)])
    assert.ok(Array.isArray(lint([text([['art1', bad, bad]])], dictionary).findings))
})
