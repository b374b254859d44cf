/** Print styles after GB/T 9704: A4, margins 37/26/35/28 mm, body in FangSong, titles in SimSun, page numbers below. */
export const PAPER_STYLE = `
@page{size:A4;margin:32mm 26mm 28mm 28mm;@bottom-center{content:"— " counter(page) " —";font:12pt SimSun,"Songti SC","Noto Serif CJK SC",serif;color:#222}}
:root{color-scheme:light;--ink:#111;--soft:#555;--line:#444;--red:#a61b1b}
*{box-sizing:border-box}
body{margin:0 auto;max-width:178mm;padding:14mm 12mm;background:#fff;color:var(--ink);font:15pt/1.75 FangSong,"仿宋",STFangsong,"FangSong_GB2312","Noto Serif CJK SC","Noto Serif SC","Noto Sans SC",serif}
.en{font:12pt/1.55 "Times New Roman","Liberation Serif","Noto Serif","DejaVu Serif",Georgia,"Noto Serif CJK SC","Noto Sans SC",serif}
.paper+.paper{margin-top:20mm;border-top:1px dashed var(--line);padding-top:10mm}
h1{font:700 21pt/1.35 SimSun,"Songti SC","Noto Serif CJK SC","Noto Serif SC","Noto Sans SC",serif;text-align:center;margin:0 0 4mm;letter-spacing:.02em}
.en h1{font-size:18pt;letter-spacing:0}
h2{font:600 15pt/1.75 SimHei,"Heiti SC","Noto Sans CJK SC","Noto Sans SC",sans-serif;margin:3mm 0 0;text-indent:2em;break-after:avoid}
.en h2{font-size:12.5pt;text-indent:0;margin-top:4mm}
p{margin:0;text-indent:2em;text-align:justify;overflow-wrap:anywhere;white-space:pre-line}
.en p{text-indent:0;margin:0 0 2.5mm;text-align:left}
.number{text-align:center;text-indent:0;margin:0 0 7mm}
.en .number{text-align:center}
.to{text-indent:0;margin-bottom:1mm}
.said{color:var(--soft);font-size:.8em;line-height:1.5}
.draft{border:1.5pt solid var(--red);color:var(--red);padding:2mm 4mm;margin:0 0 6mm;font-size:11pt;line-height:1.5}
.draft b{letter-spacing:.3em;font-size:13pt}.draft p{text-indent:0;margin:0}
.across{position:fixed;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;pointer-events:none;font:700 100pt/1.1 sans-serif;color:#a61b1b;opacity:.07;transform:rotate(-30deg);letter-spacing:.2em}
table{border-collapse:collapse;width:100%;margin:3mm 0;font-size:.8em;line-height:1.45}
th,td{border:.6pt solid var(--line);padding:1.4mm 2mm;text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-line}
th{font-weight:600;background:#f3f3f1;break-inside:avoid}tr{break-inside:avoid}
.facts th{width:28%}
table{table-layout:fixed}
ol,ul{margin:1mm 0;padding-left:2.2em}
.en ol,.en ul{padding-left:1.4em}
.body>:last-child{break-after:avoid}
.lines p{text-indent:0;margin:3mm 0 0;white-space:pre-wrap}
.signed{margin:12mm 0 0;text-align:right;break-inside:avoid}.signed p{text-indent:0;text-align:right;padding-right:2em;margin:0}
.signed .said{margin-bottom:1mm}
.annex{margin-top:12mm;border-top:.6pt solid var(--line);padding-top:3mm;font-size:.8em;line-height:1.5}
.annex h2{font-size:1.1em;text-indent:0}.annex table.facts{break-inside:avoid;break-after:avoid}.annex p{text-indent:0}.annex table{font-size:.88em}
.foot{margin-top:5mm;text-indent:0;color:var(--soft);font-size:9pt;line-height:1.5;text-align:left}
figure{margin:4mm 0;break-inside:avoid}figure svg{width:100%;height:auto;max-height:200mm}figcaption{color:var(--soft);font-size:9.5pt;line-height:1.45}
.file{font-size:11pt;line-height:1.6}.file h1{font-size:18pt}.file h2{font-size:13pt;text-indent:0;margin-top:6mm}.file p{text-indent:0;margin:0 0 2mm}.file table{font-size:9pt}
@media screen{html{background:#e7e7e4}body{margin:8mm auto;box-shadow:0 1px 6px #0003}}
@media (max-width:60em){body{padding:6mm 5mm;margin:0 auto}}
@media print{body{max-width:none;padding:0;margin:0}.paper+.paper{break-before:page;border:0;margin:0;padding:0}}
`
