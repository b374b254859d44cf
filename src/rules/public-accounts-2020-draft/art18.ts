import { unjudged } from './duty.ts'

const T = (zh: string, en: string) => ({ zh, en })

/** Acts of producers that a register cannot show. Those it can are judged under articles 5, 8, 10 and 11. */
export default [
  unjudged(
    'art18.2',
    'impersonation',
    'human',
    T('假冒、仿冒或盗用他人账号', 'Posing as another’s account'),
    T(
      '名称相近不等于假冒：相近名称列为线索，由人核实。',
      'A similar name is no impersonation: similar names are leads for a person to look into.',
    ),
  ),
  unjudged(
    'art18.4',
    'manipulation',
    'human',
    T('操纵多个平台账号批量发布、制造虚假流量', 'Running many accounts to publish alike and fake traffic'),
    T('涉及多个平台和发布内容，登记表不能说明。', 'It spans platforms and posts, which a register does not show.'),
  ),
  unjudged(
    'art18.5',
    'incitement',
    'boundary',
    T('借突发事件煽动极端情绪、网络暴力', 'Incitement and online violence'),
    T('涉及对言论的判断，规矩不作判断。', 'It would need a judgement of speech, which Guiju does not make.'),
  ),
  unjudged(
    'art18.6',
    'fabrication',
    'human',
    T('编造虚假信息、伪造原创、捏造来源', 'Made-up information, faked originals and sources'),
    T('真伪需由人查证。', 'Whether something is true takes a person to find out.'),
  ),
  unjudged(
    'art18.7',
    'extortion',
    'human',
    T('以有偿发布、删除信息牟利', 'Paid posting and deletion for gain'),
    T('需查证资金往来，登记表不能说明。', 'It takes payments to show, which a register does not hold.'),
  ),
  unjudged(
    'art18.9',
    'unlawful-content',
    'boundary',
    T('制作、复制、发布违法信息，或未防范不良信息', 'Unlawful content, and no guard against harmful content'),
    T(
      '涉及对内容和言论的判断，规矩不作判断。',
      'It would need a judgement of content and speech, which Guiju does not make.',
    ),
  ),
]
