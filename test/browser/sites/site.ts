import type { IncomingMessage, ServerResponse } from 'node:http'

export type Answer = string | ((request: IncomingMessage, response: ServerResponse, body: string) => string | undefined)

/** A small site with a name of its own. What is expected of it stands in the markup of its first page. */
export interface Site {
  readonly name: string
  readonly pages: Readonly<Record<string, Answer>>
  /** Answers of other hosts, by host name; any path. */
  readonly hosts?: Readonly<Record<string, Answer>>
  readonly category?: string
}

export interface PageOptions {
  readonly expect?: string
  readonly lang?: string
  readonly head?: string
}

export const page = (title: string, body: string, { expect, lang = 'zh-CN', head = '' }: PageOptions = {}): string =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${
    expect === undefined ? '' : `<meta name="guiju-expect" content="${expect}">`
  }<title>${title}</title>${head}</head><body>${body}</body></html>`

export interface PolicyOptions {
  /** Rows of the third-party list: name, company, purpose, means, data. */
  readonly parties?: readonly (readonly [string, string, string, string, string])[]
  readonly without?: readonly ('withdraw' | 'close' | 'correct' | 'personalised' | 'channel')[]
  readonly more?: string
  readonly head?: string
  readonly title?: string
}

/** A policy that says what policies must say. */
export function policy({
  parties = [],
  without = [],
  more = '',
  head = '',
  title = '隐私政策',
}: PolicyOptions = {}): string {
  const has = (what: NonNullable<PolicyOptions['without']>[number]) => !without.includes(what)
  const table =
    parties.length === 0
      ? ''
      : `<h2>四、第三方SDK清单</h2><table border="1"><tr><th>SDK名称</th><th>公司名称</th><th>使用目的</th><th>收集方式</th><th>收集的个人信息</th></tr>${parties
          .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
          .join('')}</table>`
  return page(
    title,
    `<h1>示例生活${title}</h1><p>更新日期：2026年6月1日　生效日期：2026年6月1日</p>
<p>示例生活由示例科技（北京）有限公司提供${has('channel') ? '，注册地址为北京市海淀区示例路1号' : ''}。我们非常重视您的个人信息保护。</p>
<h2>一、我们如何收集和使用您的个人信息</h2>
<p>为完成账号注册，我们会收集您的手机号码，用于创建账号和登录验证。</p>
<p>为向您配送商品，我们会收集您的收货人姓名、收货地址和联系电话，用于订单履约。</p>
<p>为保障账号安全，我们会在您同意后收集您的设备标识符和网络信息，用于识别异常登录。</p>
<h2>二、我们如何存储和保护您的个人信息</h2>
<p>您的个人信息存储在中华人民共和国境内，保存期限为实现目的所必需的最短时间，期满后删除或匿名化处理。我们采用加密传输和访问控制保护信息安全。</p>
<h2>三、我们如何共享您的个人信息</h2>
<p>未经您的单独同意，我们不会向其他公司共享您的个人信息，法律法规另有规定的除外。</p>${table}
<h2>五、您的权利</h2>
${has('correct') ? '<p>您可以在“我的—设置—个人资料”中查阅、更正和删除您的个人信息，我们将在15个工作日内完成处理。</p>' : '<p>我们尊重您的权利。</p>'}
${has('close') ? '<p>您可以在“设置—注销账号”中注销您的账号，注销后我们将删除您的个人信息或做匿名化处理。</p>' : ''}
${has('withdraw') ? '<p>您可以在“设置—撤回同意”中撤回您的同意，撤回后我们将停止处理相应的个人信息。</p>' : ''}
${has('personalised') ? '<p>您可以在“设置—个性化推荐”中关闭个性化推荐。</p>' : ''}
<h2>六、未成年人保护</h2><p>不满十四周岁的未成年人应当在监护人同意后使用本服务。</p>
<h2>七、本政策的更新</h2><p>本政策发生重大变化时，我们会以弹窗方式通知您，并重新征得您的同意。</p>
${has('channel') ? '<h2>八、如何联系我们</h2><p>如有投诉、举报或意见，请拨打客服电话400-010-0000，或发送邮件至 privacy@example.com，我们将在15个工作日内答复。</p>' : ''}
${more}`,
    { head },
  )
}

export const GOODS =
  '<h2>今日上新</h2><ul><li>赣南脐橙 5斤装 29.9元</li><li>五常大米 10斤装 59元</li><li>手工竹篮 一只 35元</li><li>高山云雾茶 250克 88元</li></ul><p>全场满99元包邮，支持七天无理由退换，产地直发，新鲜到家。</p>'
export const NAV = '<nav><a href="/">首页</a> <a href="/settings">设置</a> <a href="/about">关于我们</a></nav>'
export const FOOT = '<footer><p><a href="/privacy">隐私政策</a> | <a href="/about">联系我们</a></p></footer>'

/** Settings in which everything works. `key` is where consent is kept. */
export const settings = (key = 'consent', extra = ''): string =>
  page(
    '设置',
    `${NAV}<h1>设置</h1><p><label><input type="checkbox" id="rec"> 个性化推荐</label></p>
<p><a href="/profile">修改个人资料</a></p><p><a href="/erase">删除浏览记录</a></p><p><a href="/close">注销账号</a></p>
<p><button id="wd">撤回同意</button></p>${extra}${FOOT}
<script>rec.checked=localStorage.rec!=='0';rec.onchange=()=>localStorage.rec=rec.checked?'1':'0';
wd.onclick=()=>{localStorage.removeItem('${key}');document.body.innerHTML='<p>已撤回同意，我们将停止处理您的个人信息。</p><a href="/">返回首页</a>'}</script>`,
  )
export const PROFILE = page(
  '个人资料',
  '<h1>个人资料</h1><form><input placeholder="昵称"><button type="button">保存</button></form><p>可以在此更正您的昵称。</p>',
)
export const ERASE = page('删除浏览记录', '<h1>删除浏览记录</h1><p>删除后不可恢复。</p><button>全部删除</button>')
export const CLOSE = page(
  '注销账号',
  '<h1>注销账号</h1><p>通过短信验证码确认后，账号将立即注销。</p><form><input placeholder="短信验证码"><button type="button">下一步</button></form>',
)
export const ABOUT = page(
  '关于我们',
  `${NAV}<h1>关于我们</h1><p>客服与投诉电话：<a href="tel:4000100000">400-010-0000</a></p><p>投诉邮箱：<a href="mailto:privacy@example.com">privacy@example.com</a></p>${FOOT}`,
)

/** Pages that an honest site has besides its first. */
export const honest = (options: PolicyOptions = {}): Record<string, Answer> => ({
  '/privacy': policy(options),
  '/settings': settings(),
  '/profile': PROFILE,
  '/erase': ERASE,
  '/close': CLOSE,
  '/about': ABOUT,
})

/** A modal over the page with two buttons. `agreed` and `refused` are scripts. */
export const modal = ({
  text = '欢迎使用示例生活。请您仔细阅读<a href="/privacy">《隐私政策》</a>，了解我们如何收集、使用您的个人信息。点击“同意”后我们才会开始收集。',
  agree = '同意并继续',
  refuse = '不同意',
  agreed = '',
  refused = '',
}: {
  text?: string
  agree?: string
  refuse?: string | undefined
  agreed?: string
  refused?: string
} = {}): string =>
  `<div id="mask" style="position:fixed;inset:0;background:rgba(0,0,0,.5);z-index:100"><div style="background:#fff;margin:160px 24px 0;padding:20px;border-radius:8px"><h3>个人信息保护提示</h3><p>${text}</p><p><button id="no" ${
    refuse === '' ? 'hidden' : ''
  } style="padding:10px 16px">${refuse}</button> <button id="yes" style="padding:10px 16px">${agree}</button></p></div></div>
<script>(()=>{const m=document.getElementById('mask');const done=localStorage.consent;
const yes=()=>{${agreed}};const no=()=>{${refused}};
if(done){m.remove();if(done==='yes')yes();else no()}
document.getElementById('yes').onclick=()=>{localStorage.consent='yes';m.remove();yes()};
document.getElementById('no').onclick=()=>{localStorage.consent='no';m.remove();no()}})()</script>`

/** Makes an identifier, keeps it, and sends it to a host; `{id}` in the path is the identifier. */
export const track = (host: string, path = '/hm.gif?si=8f1c2d&uid={id}', key = 'visitor'): string =>
  `(()=>{let v=localStorage.getItem('${key}');if(!v){v=Array.from(crypto.getRandomValues(new Uint8Array(12)),b=>b.toString(16).padStart(2,'0')).join('');localStorage.setItem('${key}',v)}new Image().src='http://${host}{port}${path}'.replace('{id}',v)})()`

/** All that an honest site passes. */
export const HONEST =
  '1.1=passed;1.2=passed;1.3=passed;1.4=passed;3.1=passed;3.2=passed;3.4=passed;3.6=passed;3.8=passed;4.2=passed;4.5=passed;4.6=passed;5.1=passed;6.1=passed;6.2=passed'
