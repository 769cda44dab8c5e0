export const now = Date.now(); // fires: no-restricted-properties
export const secret = process.env["SECRET"]; // fires: node/no-process-env
console.log(now, secret); // fires: no-console
