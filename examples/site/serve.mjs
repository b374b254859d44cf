/**
 * A small shop to audit as a live page: `node examples/site/serve.mjs [port]`, then
 * `npx guiju audit http://shop.localhost:4781/ --allow-private`. It counts visitors before they choose, and after they
 * refuse, with a counter of another host. Both hosts are this machine; nothing leaves it.
 */
import { createServer } from 'node:http'

const port = Number(process.argv[2] ?? 4781)
const NAV =
  '<nav><a href="/">首页</a> <a href="/login">登录</a> <a href="/settings">设置</a> <a href="/privacy">隐私政策</a></nav>'

const page = (title, body) =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>body{font:16px/1.6 sans-serif;margin:16px;color:#222}nav a{margin-right:12px}#mask{position:fixed;inset:0;background:#0008;display:flex;align-items:center}#ask{background:#fff;margin:24px;padding:20px;border-radius:8px}button{padding:8px 16px}</style></head><body>${NAV}<h1>${title}</h1>${body}</body></html>`

const HOME = page(
  '南坡果园',
  `<p>当季：脐橙五斤装 29.9 元，苹果八斤装 39 元，雪梨六斤装 26 元，满 99 元包邮，坏果包赔，产地次日发出。</p>
<div id="mask"><div id="ask"><h3>温馨提示</h3><p>请阅读<a href="/privacy">《隐私政策》</a>，了解我们如何收集和使用您的个人信息。您同意后我们才会收集。</p><button id="no">不同意</button> <button id="yes">同意</button></div></div>
<script>
let id = localStorage.getItem('visitor')
if (!id) localStorage.setItem('visitor', (id = crypto.randomUUID()))
new Image().src = 'http://count.localhost:' + location.port + '/c.gif?uid=' + id
if (localStorage.getItem('choice')) mask.remove()
yes.onclick = () => { localStorage.setItem('choice', 'yes'); mask.remove() }
no.onclick = () => { localStorage.setItem('choice', 'no'); mask.remove() }
</script>`,
)

const POLICY = page(
  '隐私政策',
  `<p>更新日期：2026年6月1日　生效日期：2026年6月1日</p><p>南坡果园由南坡农产品（示例）有限公司提供，地址为示例市示例路1号。</p>
<h2>一、我们如何收集和使用您的个人信息</h2><p>为完成账号注册，我们会收集您的手机号码，用于创建账号和登录验证。</p><p>为向您配送商品，我们会收集收货人姓名、收货地址和联系电话，用于订单履约。</p>
<h2>二、我们如何存储和保护</h2><p>您的个人信息存储在中国境内，保存至实现目的所必需的最短时间，期满删除或匿名化处理。</p>
<h2>三、我们如何共享</h2><p>我们不会向任何第三方提供您的个人信息。</p>
<h2>四、您的权利</h2><p>您可以在“设置”中更正、删除个人信息，注销账号，撤回同意，关闭个性化推荐，我们在15个工作日内完成处理。</p>
<h2>五、联系我们</h2><p>投诉和意见请拨打 400-010-0000，我们在15个工作日内答复。</p>`,
)

const PAGES = {
  '/': HOME,
  '/privacy': POLICY,
  '/login': page(
    '登录',
    '<form><p><input type="tel" placeholder="请输入手机号"></p><p><input placeholder="短信验证码"></p><p><label><input type="checkbox" checked> 我已阅读并同意《隐私政策》</label></p><button type="button">登录</button></form>',
  ),
  '/settings': page(
    '设置',
    '<p><a href="/profile">修改个人资料</a></p><p><a href="/close">注销账号</a></p><p><button id="undo">撤回同意</button></p><p>投诉电话 400-010-0000</p><script>undo.onclick=()=>{localStorage.clear();document.body.innerHTML="<p>已撤回同意</p>"}</script>',
  ),
  '/profile': page('修改个人资料', '<p>昵称、头像和收货地址都可以在这里更正或删除。</p>'),
  '/close': page('注销账号', '<p>申请注销须上传手持身份证照片，并将申请书邮寄至公司，审核通过后注销。</p>'),
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

const server = createServer((request, response) => {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const { pathname } = new URL(request.url ?? '/', 'http://shop.localhost')
  const text = host === 'count.localhost' ? undefined : PAGES[pathname]
  if (host === 'count.localhost') response.writeHead(200, { 'content-type': 'image/gif' }).end(GIF)
  else if (text === undefined)
    response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>404</h1>')
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text)
})
server.on('error', (error) => {
  console.error(`端口 ${port} 打不开（${error.code}）：请换一个，如 node examples/site/serve.mjs 4790`)
  process.exit(2)
})
server.listen(port, '127.0.0.1', () => console.log(`http://shop.localhost:${server.address().port}/`))
