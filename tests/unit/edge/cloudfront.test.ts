/** The gate as it is uploaded to CloudFront: built, measured, and run as its runtime runs it. */
import ts from "typescript";
import { expect, test } from "vitest";
import { decideAtGate } from "#edge/gate";
import { buildEdge, edgeBytesMax } from "../../../scripts/build-edge.ts";
import { edgeRequest, loadEdge } from "../../support/aws-edge.ts";

const id = "0123456789abcdefghjk";
const publication = "0123456789abcdefghjkmnpqrs";
const open = await loadEdge((key) => (key === id ? `allowed ${publication} 3` : undefined));
const ask = (uri: string, more = {}) => open({ request: edgeRequest(uri, more) });

test("an open story's files are let through under the key that they have in the store", async () => {
  expect(await ask(`/episodes/le-pain-${id}/`)).toMatchObject({
    uri: `/episodes/${id}/index.html`,
  });
  expect(await ask(`/episodes/le-pain-${id}/${publication}.mp3`)).toMatchObject({
    uri: `/episodes/${id}/${publication}.mp3`,
  });
  expect(await ask("/")).toMatchObject({ uri: "/index.html" });
  expect(await ask("/feeds/all.xml")).toMatchObject({ uri: "/feeds/all.xml" });
});

test("whatever is not allowed now is gone, and the answer says nothing of it", async () => {
  const denied = await loadEdge(() => "denied 4");
  const odd = await loadEdge(() => "");
  const broken = await loadEdge(() => {
    throw new Error("the store cannot be read");
  });
  const path = `/episodes/le-pain-${id}/`;
  for (const gate of [denied, odd, broken]) {
    expect(await gate({ request: edgeRequest(path) })).toMatchObject({
      statusCode: 410,
      headers: { "cache-control": { value: "no-store" } },
      body: { data: "Gone" },
    });
  }
  const page = await denied({
    request: edgeRequest(path, { headers: { accept: { value: "text/html" } } }),
  });
  expect(JSON.stringify(page)).toContain("n’est plus en ligne");
  expect(JSON.stringify(page)).not.toContain("pain");
  const former = `/episodes/le-pain-${id}/${publication.replace("0", "1")}.mp3`;
  expect(await ask(former)).toMatchObject({ statusCode: 410 });
  expect(await ask("/episodes/")).toMatchObject({ statusCode: 410 });
  expect(await ask("/EPISODES/x/")).toMatchObject({ statusCode: 410 });
});

test("the gate at the edge decides as the gate of the laptop does, for any path", async () => {
  const paths = [
    ["/", "/a.css", "/%2e%2e/x.html", "/a//b.html", "/%zz", "/a\\b", `/episodes/${id}/x.vtt`],
    [`/episodes/${id}`, `/%65pisodes/x-${id}/a.json`, `/episodes/y-${id}/../z.html`, "/voix/"],
  ].flat();
  for (const path of paths) {
    const decided = await decideAtGate(path, async (key) =>
      key === id ? `allowed ${publication}` : undefined,
    );
    const answer = await ask(path);
    const status = "statusCode" in answer ? answer.statusCode : 200;
    if (decided.action === "gone") expect(status, path).toBe(410);
    else if (decided.action === "bad-request") expect(status, path).toBe(400);
    else expect([200, 308], path).toContain(status);
  }
});

test("only pages made on demand take anything but GET and HEAD", async () => {
  expect(await ask("/voix/repondre", { method: "POST" })).toMatchObject({ uri: "/voix/repondre" });
  for (const method of ["POST", "PUT", "DELETE"]) {
    expect(await ask("/index.html", { method })).toMatchObject({ statusCode: 405 });
  }
});

test("a page's address without its last slash leads to the page", async () => {
  expect(await ask("/projets")).toMatchObject({
    statusCode: 308,
    headers: { location: { value: "/projets/" } },
  });
});

/** What the runtime 2.0 does not know (CloudFront developer guide, "JavaScript runtime 2.0 features"). */
const unknownSyntax = new Set([
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ObjectBindingPattern,
  ts.SyntaxKind.ArrayBindingPattern,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.QuestionDotToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BigIntLiteral,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.ExportKeyword,
]);

test("what is uploaded is small, asks for the list only, and speaks no newer JavaScript than CloudFront does", async () => {
  const source = await buildEdge();
  expect(Buffer.byteLength(source)).toBeLessThan(edgeBytesMax);
  const tree = ts.createSourceFile("edge.js", source, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const imports: string[] = [];
  const visit = (node: ts.Node): void => {
    if (unknownSyntax.has(node.kind)) found.push(ts.SyntaxKind[node.kind] ?? "");
    if (ts.isImportDeclaration(node)) imports.push(node.moduleSpecifier.getText());
    // A catch without a name came later than the runtime.
    if (ts.isCatchClause(node) && node.variableDeclaration === undefined) found.push("bare catch");
    ts.forEachChild(node, visit);
  };
  visit(tree);
  expect(found).toEqual([]);
  expect(imports).toEqual(['"cloudfront"']);
  expect(source).toMatch(/async function handler\(/);
});
