import { TITLES } from '../collect/table/cells.ts'
import type { DialectName } from '../judge/sql/dialect.ts'
import type { Manifest } from './compile.ts'

/** Commands that run the script in its folder. */
const COMMANDS: Readonly<Record<DialectName, readonly string[]>> = {
  duckdb: ['duckdb < run.sql'],
  postgres: ["psql -X 'postgres://host:5432/database' -f run.sql"],
  clickhouse: ['clickhouse-client --host HOST --database DATABASE --queries-file run.sql'],
  spark: ['spark-sql -f run.sql'],
}

const NOTES: Readonly<Record<DialectName, { readonly zh: string; readonly en: string }>> = {
  duckdb: {
    zh: '语句中的文件路径是编译时的绝对路径。',
    en: 'Paths of files in the statements are absolute, as they were when compiled.',
  },
  postgres: {
    zh: '密码请放在 PGPASSWORD 或 ~/.pgpass 中。用户只需读取权限和建临时表的权限（默认即有）；全部语句在一个可重复读事务中运行，只建临时表。',
    en: 'Keep the password in PGPASSWORD or ~/.pgpass. The user needs to read the tables and make temporary ones, as users may by default; all statements run in one repeatable-read transaction and make temporary tables only.',
  },
  clickhouse: {
    zh: '密码请放在客户端配置中。语句只建临时表。表可以是 Distributed 表：各分片送回所需的列，由所连节点汇总。',
    en: 'Keep the password in the client’s configuration. The statements make temporary tables only. Tables may be Distributed ones: shards send the columns that are needed, the node you are connected to puts them together.',
  },
  spark: {
    zh: '结果写在默认文件系统的 results 目录下，每个结果是一个目录；不在本机时先取回：hdfs dfs -get results/* results/。语句只建会话内的缓存表。',
    en: 'Results are written under results on the default file system, each a directory; where that is not this machine, fetch them first: hdfs dfs -get results/* results/. The statements make cached tables of the session only.',
  },
}

/** How a compiled folder is run, in both languages. */
export function guide({ dialect, days, mapping, id, tool }: Manifest): string {
  const commands = [...COMMANDS[dialect], 'guiju collect .'].map((line) => `    ${line}`).join('\n')
  const note = NOTES[dialect]
  return `# ${mapping.name} → ${TITLES[dialect]}

在数据所在处运行，在本目录中执行：

${commands}

${note.zh}
判断日：${days.join('、')}。\`results/\` 只含计数、编码和少量示例行（含编号），不含整表；\`seal.jsonl\` 最后写出，缺少即未运行完。
结果连同 \`manifest.json\` 一起拿回即可；\`run.sql\` 和结果被改动、截断或混用时，\`guiju collect\` 会指出并拒绝。

Run it where the data is, in this folder, by the commands above. ${note.en}
Days judged: ${days.join(', ')}. \`results/\` holds counts, codes and a few example rows with their ids, never whole tables; \`seal.jsonl\` is written last, and where it is missing the run did not end.
Bring the results back together with \`manifest.json\`; \`guiju collect\` refuses a script or results that were changed, cut off or mixed up, and says which.

guiju ${tool.version} · ${id}
`
}
