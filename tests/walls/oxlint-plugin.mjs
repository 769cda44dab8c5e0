// Rules of this project that oxlint has no words for; .oxlintrc.json says where each applies.

/** Looks for a type's name anywhere inside a type: `X`, `X[]`, `Promise<X>`, `X & Y`. */
function namesType(node, name) {
  if (node === null || typeof node !== "object") return false;
  if (Array.isArray(node)) return node.some((part) => namesType(part, name));
  if (node.type === "Identifier" && node.name === name) return true;
  return Object.entries(node).some(([key, part]) => key !== "parent" && namesType(part, name));
}

/**
 * The design's first promise rests on one type that only the gate can make. A
 * cast is the one way around it that the compiler lets through.
 */
const onePublishableMaker = {
  create(context) {
    const check = (node) => {
      if (!namesType(node.typeAnnotation, "PublishableEpisode")) return;
      context.report({
        node,
        message:
          "Only core/publication.ts makes a PublishableEpisode: ask decidePublication() instead of casting.",
      });
    };
    return { TSAsExpression: check, TSTypeAssertion: check };
  },
};

/** `new Date()` and `Date()` read the clock; `new Date(text)` only computes and is fine. */
const noClock = {
  create(context) {
    const check = (node) => {
      if (node.callee.type !== "Identifier" || node.callee.name !== "Date") return;
      if (node.type === "NewExpression" && node.arguments.length > 0) return;
      context.report({
        node,
        message: "There is no clock here: take the moment as an argument, or ask the clock port.",
      });
    };
    return { NewExpression: check, CallExpression: check };
  },
};

/** Node.js runs our files by erasing types, and these two would have to become code. */
const onlyErasableTypes = {
  create(context) {
    const message = "Enums and namespaces are code: use a union of literals, or a module.";
    return {
      TSEnumDeclaration: (node) => context.report({ node, message }),
      TSModuleDeclaration: (node) => {
        if (!node.declare && node.kind !== "global") context.report({ node, message });
      },
    };
  },
};

/** A file that passes on what another one has hides who uses what, under any name. */
const noReexport = {
  create(context) {
    const check = (node) => {
      if (node.source === null) return;
      context.report({ node, message: "No barrels: import from the file that has it." });
    };
    return { ExportAllDeclaration: check, ExportNamedDeclaration: check };
  },
};

/** What a function of the rules promises stands above it: units, shapes and errors do not show in its types. */
const docblock = {
  create(context) {
    const isFunction = (node) =>
      node?.type === "ArrowFunctionExpression" || node?.type === "FunctionExpression";
    return {
      ExportNamedDeclaration: (node) => {
        const { declaration } = node;
        const makesFunction =
          declaration?.type === "FunctionDeclaration" ||
          (declaration?.type === "VariableDeclaration" &&
            declaration.declarations.some(({ init }) => isFunction(init)));
        if (!makesFunction) return;
        const comment = context.sourceCode.getCommentsBefore(node).at(-1);
        if (comment?.type === "Block" && comment.value.startsWith("*")) return;
        context.report({
          node,
          message: "Say above it, as /** … */, what it promises, in which units, and how it fails.",
        });
      },
    };
  },
};

export default {
  meta: { name: "paroles" },
  rules: {
    "one-publishable-maker": onePublishableMaker,
    "no-clock": noClock,
    "only-erasable-types": onlyErasableTypes,
    "no-reexport": noReexport,
    docblock,
  },
};
