import { escapeXml } from "../content/card-text.ts";
import type { PlainReceipt } from "./receipt.ts";

const signs = { yes: "✓", no: "✗", waiting: "…" } as const;

/** One file that opens in any browser without a network; nothing in it is fetched or run. */
const style = `
:root{color-scheme:light dark;font:1.15rem/1.6 "Atkinson Hyperlegible Next","Noto Sans Arabic",system-ui,sans-serif}
body{max-width:38rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.2}
dl{margin:1.5rem 0}dt{font-weight:700;margin-top:1rem}dd{margin:0}
dd+dd{opacity:.8}
.sign{display:inline-block;min-width:1.4em;font-weight:700}
footer{margin-top:2rem;border-top:1px solid;padding-top:1rem;font-size:.95rem}
@media print{body{margin:0}}`.replaceAll("\n", "");

/**
 * The receipt as a page of its own, to keep: every answer in the person's
 * language, how to take it back, and who answers for it. HTML that needs no
 * network and no script.
 */
export function receiptPage(
  receipt: PlainReceipt,
  about: {
    readonly storyTitle: string;
    readonly address: string;
    readonly controller: {
      readonly name: string;
      readonly email: string;
      readonly postalAddress: string;
    };
  },
): string {
  const { language, direction, title, lines, answeredOn, notice, withdrawal } = receipt;
  const rows = lines.map(
    ({ label, answer, mark, details }) =>
      `<dt>${escapeXml(label)}</dt><dd><span class="sign" aria-hidden="true">${signs[mark]}</span> ${escapeXml(answer)}</dd>` +
      details.map((detail) => `<dd>${escapeXml(detail)}</dd>`).join(""),
  );
  const { name, email, postalAddress } = about.controller;
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeXml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
<p dir="auto">${escapeXml(about.storyTitle)}</p>
${answeredOn === undefined ? "" : `<p>${escapeXml(answeredOn)}</p>\n`}<dl>
${rows.join("\n")}
</dl>
${withdrawal.map((line) => `<p>${escapeXml(line)}</p>`).join("\n")}
<p><a href="${escapeXml(about.address)}" dir="ltr">${escapeXml(about.address)}</a></p>
</main>
<footer>
<p>${escapeXml(notice)}</p>
<p dir="auto">${escapeXml(name)}, ${escapeXml(postalAddress)}, ${escapeXml(email)}</p>
</footer>
</body>
</html>
`;
}
