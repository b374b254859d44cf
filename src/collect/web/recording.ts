import type { Mark, MarkAct, RunProblem } from './run-model.ts'
import type { Tab } from './tab.ts'
import { type PageView, View } from './view.ts'

/** Collects what the phases of one run saw: views, pictures and other files. */
export class Recording {
  readonly views: PageView[] = []
  readonly files = new Map<string, Uint8Array>()
  readonly problems: RunProblem[] = []
  readonly deadline: number

  constructor(deadline: number) {
    this.deadline = deadline
  }

  /** Milliseconds left, never less than 0. */
  get left(): number {
    return Math.max(0, this.deadline - Date.now())
  }

  keep(view: PageView): number {
    return this.views.push(view) - 1
  }

  async picture(tab: Tab, name: string): Promise<string | undefined> {
    const file = `${name}.jpg`
    const picture = await tab.picture()
    if (!picture) return undefined
    this.files.set(file, picture)
    return file
  }

  problem(problem: RunProblem): void {
    if (!this.problems.some((p) => p.code === problem.code && p.where === problem.where)) this.problems.push(problem)
  }
}

/** Looks at the page now: a mark with its view and picture, and the view for a decision. */
export async function look(
  recording: Recording,
  tab: Tab,
  act: MarkAct,
  picture: string | undefined,
  label?: string,
): Promise<{ readonly mark: Mark; readonly view: View | undefined }> {
  const at = Date.now()
  const page = await tab.view()
  const shot = picture === undefined ? undefined : await recording.picture(tab, picture)
  const mark: Mark = {
    at,
    act,
    url: tab.url,
    ...(label === undefined ? {} : { label }),
    ...(page ? { view: recording.keep(page) } : {}),
    ...(shot === undefined ? {} : { shot }),
    ...(tab.status === undefined ? {} : { status: tab.status }),
    ...(tab.held ? { dialog: tab.held } : {}),
    ...(tab.gone || (!page && !tab.held) ? { gone: true } : {}),
  }
  return { mark, view: page ? new View(page) : undefined }
}
