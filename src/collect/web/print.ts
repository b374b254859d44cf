import { Browser, type Program } from './browser.ts'
import { within } from './cdp.ts'

/** How long a page may take to be printed. */
const PATIENCE = 60_000

/**
 * Prints a page of our own to PDF, by its own page size. It runs no script and asks nothing from outside: scripts are
 * switched off and its only address is `about:blank`. Rejects where the browser does not start or answer.
 */
export async function printPage(program: Program, page: string): Promise<Uint8Array> {
  const browser = await Browser.start(program)
  const { root } = browser.cdp
  try {
    const attached = new Promise<string>((resolve) => {
      root.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
        if (targetInfo['type'] === 'page') resolve(String(sessionId))
      })
    })
    await root.send('Target.createTarget', { url: 'about:blank' })
    const print = async (): Promise<Uint8Array> => {
      const session = browser.cdp.session(await attached)
      await session.send('Page.enable')
      await session.send('Emulation.setScriptExecutionDisabled', { value: true })
      await session.try('Runtime.runIfWaitingForDebugger')
      const { frameTree } = await session.send('Page.getFrameTree')
      await session.send('Page.setDocumentContent', { frameId: frameTree.frame.id, html: page })
      const { data } = await session.send('Page.printToPDF', { preferCSSPageSize: true, printBackground: true })
      return Buffer.from(String(data), 'base64')
    }
    const printed = await within(print(), PATIENCE)
    if (!printed) throw new Error('the browser did not answer in time')
    return printed
  } finally {
    await browser.close()
  }
}
