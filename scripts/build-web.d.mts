/** Bundles `web/report` into `dist/web/report.js` and returns its path. */
export function buildWeb(): Promise<string>
