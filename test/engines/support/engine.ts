/** One session of an engine. Values may come as the text that the engine writes. */
export interface Engine {
  readonly run: (sql: string) => Promise<void>
  readonly rows: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
}
